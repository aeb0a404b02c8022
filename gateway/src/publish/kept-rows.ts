// SPDX-License-Identifier: Apache-2.0
import { open, type FileHandle } from 'node:fs/promises';
import { parseJson, sections, type Section } from '@chainshare/chaincode/model';
import { invalidRequest } from '../intake/invalid-request.js';
import { textLines } from '../intake/text-lines.js';
import type { Catalogue } from '../kinds/catalogue.js';
import type { SectionValues } from '../kinds/sections.js';
import { KEPT_CHARS_MAX } from '../limits.js';
import type { Disclosure } from '../policy/disclosure.js';
import type { AddedCode, PlannedRecord } from './transaction-plan.js';

/** One line of the file: a record with the number of its disclosure, which an earlier line holds or this one. */
interface KeptLine {
  /** Name of its kind. */
  readonly kind: string;
  readonly row: number;
  readonly parts: SectionValues;
  readonly bytes: Readonly<Record<Section, number>>;
  readonly number: number;
  readonly disclosure?: Disclosure;
  /** base64url */
  readonly follow?: string;
  readonly zeroes?: string;
  readonly adds?: AddedCode;
}

/**
 * Keeps records in a file between their check and their sealing, since a large call has more of them than memory
 * should hold, and checking them again would cost more than reading them. What is kept is all that decides what is
 * published and to whom, so an import that goes on after a crash publishes the same, whatever has changed since.
 */
export class RowKeeper {
  readonly path: string;
  /** Records so far. */
  count = 0;
  readonly #numbers = new Map<Disclosure | string, number>();
  #file: FileHandle | undefined;
  #text = '';

  constructor(path: string) {
    this.path = path;
  }

  /** Adds a record; when the keeper is full then, {@link RowKeeper.write} must end before the next. */
  add({ kind, candidate, disclosure, follow, zeroes, adds }: PlannedRecord): void {
    const { row, parts, bytes } = candidate;
    const line: KeptLine = {
      ...{ kind: kind.name, row, parts, bytes },
      ...this.#numbered(disclosure),
      ...(follow === null ? {} : { follow: Buffer.from(follow).toString('base64url') }),
      ...(zeroes === undefined ? {} : { zeroes }),
      ...(adds === undefined ? {} : { adds }),
    };
    this.count += 1;
    this.#text += `${JSON.stringify(line)}\n`;
  }

  /** Whether enough has gathered to be written. */
  get isFull(): boolean {
    return this.#text.length >= KEPT_CHARS_MAX;
  }

  /** Writes what has gathered. */
  async write(): Promise<void> {
    this.#file ??= await open(this.path, 'wx', 0o600);
    await this.#file.writeFile(this.#text);
    this.#text = '';
  }

  /** Ends the file, if there is one. */
  async close(): Promise<void> {
    if (this.#text !== '') await this.write();
    await this.#file?.close();
    this.#file = undefined;
  }

  /** Many records share one disclosure, mostly as the same object. */
  #numbered(disclosure: Disclosure): Pick<KeptLine, 'number' | 'disclosure'> {
    const same = this.#numbers.get(disclosure);
    if (same !== undefined) return { number: same };
    const text = JSON.stringify(disclosure);
    const equal = this.#numbers.get(text);
    if (equal !== undefined) return { number: equal };
    const number = this.#numbers.size / 2;
    this.#numbers.set(disclosure, number).set(text, number);
    return { number, disclosure };
  }
}

/**
 * Reads what a {@link RowKeeper} has kept, some records at a time, in the same order.
 *
 * @throws GatewayError INVALID_REQUEST for a file that is something else
 */
export async function* keptRecords(
  path: string,
  catalogue: Catalogue,
): AsyncGenerator<readonly PlannedRecord[]> {
  const disclosures: Disclosure[] = [];
  for await (const lines of textLines(path, 'utf-8')) {
    yield lines.map((line) => recordOf(readLine(line), disclosures, catalogue));
  }
}

function readLine(line: string): KeptLine {
  try {
    return parseJson(line) as unknown as KeptLine;
  } catch {
    throw notKept();
  }
}

function recordOf(
  { kind, row, parts, bytes, number, disclosure: given, follow, zeroes, adds }: KeptLine,
  disclosures: Disclosure[],
  catalogue: Catalogue,
): PlannedRecord {
  if (given !== undefined) disclosures[number] = given;
  const disclosure = disclosures[number];
  if (disclosure === undefined) throw notKept();
  const present = sections.filter((section) => Object.keys(parts[section] ?? {}).length > 0);
  return {
    kind: catalogue.kind(kind),
    candidate: { row, parts, present, bytes },
    disclosure,
    follow: follow === undefined ? null : Buffer.from(follow, 'base64url'),
    ...(zeroes === undefined ? {} : { zeroes }),
    ...(adds === undefined ? {} : { adds }),
  };
}

function notKept(): Error {
  return invalidRequest([{ pointer: '', code: 'NOT_JSON', message: 'the rows are not as they were kept' }]);
}
