// SPDX-License-Identifier: Apache-2.0
import type { Section } from '@chainshare/chaincode/model';
import type { Catalogue } from '../kinds/catalogue.js';
import { presentSections, type SectionValues } from '../kinds/sections.js';
import type { Disclosure } from '../policy/disclosure.js';
import { JsonLines, notKept, readJsonLines } from './json-lines.js';
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
  /** Records so far. */
  count = 0;
  readonly lines: JsonLines;
  readonly #numbers = new Map<Disclosure | string, number>();

  /** @param path - of the file */
  constructor(path: string) {
    this.lines = new JsonLines(path);
  }

  /** Adds a record to the lines. */
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
    this.lines.add(line);
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
  for await (const lines of readJsonLines<KeptLine>(path)) {
    yield lines.map((line) => recordOf(line, disclosures, catalogue));
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
  return {
    kind: catalogue.kind(kind),
    candidate: { row, parts, present: presentSections(parts), bytes },
    disclosure,
    follow: follow === undefined ? null : Buffer.from(follow, 'base64url'),
    ...(zeroes === undefined ? {} : { zeroes }),
    ...(adds === undefined ? {} : { adds }),
  };
}
