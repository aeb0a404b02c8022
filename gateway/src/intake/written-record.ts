// SPDX-License-Identifier: Apache-2.0
import { sections, type Section, type SectionTexts } from '@chainshare/chaincode/model';

/** A checked record as it is sealed: it is written once, and kept and sealed as it was written. */
export interface WrittenRecord {
  readonly row: number;
  /** Canonical JSON of the sections that hold anything. */
  readonly texts: SectionTexts;
  /** Those sections, in the order of sealing. */
  readonly present: readonly Section[];
  /** Bytes of each section, also of the empty ones. */
  readonly bytes: Readonly<Record<Section, number>>;
}

/** The record whose sections are written already. */
export function writtenRecord(row: number, texts: SectionTexts): WrittenRecord {
  const present: Section[] = [];
  const bytes = { identity: 2, quantity: 2, commercial: 2, evidence: 2 };
  for (const section of sections) {
    const text = texts[section];
    if (text === undefined) continue;
    present.push(section);
    bytes[section] = Buffer.byteLength(text);
  }
  return { row, texts, present, bytes };
}
