// SPDX-License-Identifier: Apache-2.0
import { canonical, sections, type Section } from '@chainshare/chaincode/model';
import type { SectionTexts, SectionValues } from '../kinds/sections.js';

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

const EMPTY = '{}';

/**
 * Writes the sections of a record.
 *
 * @throws LedgerError NOT_JSON for a value that JSON cannot say
 */
export function writeSections(parts: SectionValues): SectionTexts {
  const texts: Partial<Record<Section, string>> = {};
  for (const section of sections) {
    const part = parts[section];
    const text = part === undefined ? EMPTY : canonical(part);
    if (text !== EMPTY) texts[section] = text;
  }
  return texts;
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
