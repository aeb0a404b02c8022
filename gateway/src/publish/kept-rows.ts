// SPDX-License-Identifier: Apache-2.0
import { sections, type Section, type SectionTexts } from '@chainshare/chaincode/model';
import { writtenRecord } from '../intake/written-record.js';
import type { Catalogue } from '../kinds/catalogue.js';
import type { Disclosure } from '../policy/disclosure.js';
import { parseKept } from './json-lines.js';
import { LineFile, notKept, readLineFile } from './line-file.js';
import type { AddedCode, PlannedRecord } from './transaction-plan.js';

/**
 * What a line begins with: all of a record but its sections, with the number of its disclosure, which an earlier line
 * holds or this one.
 */
interface LineHead {
  /** Name of its kind. */
  readonly kind: string;
  readonly row: number;
  readonly number: number;
  readonly disclosure?: Disclosure;
  /** base64url */
  readonly follow?: string;
  readonly zeroes?: string;
  readonly adds?: AddedCode;
}

/** Stands behind the head and behind each section of a line, so that half a line is known; JSON never holds it. */
const END = '\t';

/**
 * Keeps records in a file between their check and their sealing, since a large call has more of them than memory
 * should hold, and checking them again would cost more than reading them. What is kept is all that decides what is
 * published and to whom, so an import that goes on after a crash publishes the same, whatever has changed since.
 */
export class RowKeeper {
  /** Records so far. */
  count = 0;
  readonly lines: LineFile;
  readonly #numbers = new Map<Disclosure | string, number>();

  /** @param path - of the file */
  constructor(path: string) {
    this.lines = new LineFile(path);
  }

  /** Adds a record to the lines. */
  add({ kind, written, disclosure, follow, zeroes, adds }: PlannedRecord): void {
    const { row, texts } = written;
    const head: LineHead = {
      ...{ kind: kind.name, row },
      ...this.#numbered(disclosure),
      ...(follow === null ? {} : { follow: Buffer.from(follow).toString('base64url') }),
      ...(zeroes === undefined ? {} : { zeroes }),
      ...(adds === undefined ? {} : { adds }),
    };
    this.count += 1;
    let line = JSON.stringify(head) + END;
    for (const section of sections) line += (texts[section] ?? '') + END;
    this.lines.add(line);
  }

  /** Many records share one disclosure, mostly as the same object. */
  #numbered(disclosure: Disclosure): Pick<LineHead, 'number' | 'disclosure'> {
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
  for await (const lines of readLineFile(path)) {
    yield lines.map((line) => recordOf(line, disclosures, catalogue));
  }
}

function recordOf(line: string, disclosures: Disclosure[], catalogue: Catalogue): PlannedRecord {
  const [head = '', ...texts] = line.split(END);
  if (texts.length !== sections.length + 1) throw notKept();
  const {
    kind,
    row,
    number,
    disclosure: given,
    follow,
    zeroes,
    adds,
  } = parseKept(head) as unknown as LineHead;
  if (given !== undefined) disclosures[number] = given;
  const disclosure = disclosures[number];
  if (disclosure === undefined) throw notKept();
  return {
    kind: catalogue.kind(kind),
    written: writtenRecord(row, textsOf(texts)),
    disclosure,
    follow: follow === undefined ? null : Buffer.from(follow, 'base64url'),
    ...(zeroes === undefined ? {} : { zeroes }),
    ...(adds === undefined ? {} : { adds }),
  };
}

function textsOf(line: readonly string[]): SectionTexts {
  const texts: Partial<Record<Section, string>> = {};
  sections.forEach((section, i) => {
    const text = line[i];
    if (text !== undefined && text !== '') texts[section] = text;
  });
  return texts;
}
