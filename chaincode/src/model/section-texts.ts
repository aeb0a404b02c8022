// SPDX-License-Identifier: Apache-2.0
import { canonical } from './canonical.js';
import type { JsonObject } from './json.js';
import { sections, type Section } from './words.js';

/** The sections of a record that hold anything, as canonical JSON; one that is not there is `{}`. */
export type SectionTexts = Readonly<Partial<Record<Section, string>>>;

const EMPTY = '{}';

/**
 * Writes the sections of a record, as they are sealed (docs/format.md).
 *
 * @throws LedgerError NOT_JSON for a value that JSON cannot say
 */
export function writeSections(parts: Partial<Record<Section, JsonObject>>): SectionTexts {
  const texts: Partial<Record<Section, string>> = {};
  for (const section of sections) {
    const part = parts[section];
    const text = part === undefined ? EMPTY : canonical(part);
    if (text !== EMPTY) texts[section] = text;
  }
  return texts;
}
