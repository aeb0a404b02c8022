// SPDX-License-Identifier: Apache-2.0
import {
  encodeBase64url,
  sections,
  type JsonArray,
  type JsonObject,
  type JsonValue,
  type ParsedEnvelope,
  type Section,
} from '@chainshare/chaincode/model';
import type { Opened, OpenedSection } from './open.js';
import { recordHashes, saltAt } from './section-content.js';
import { inclusionPath } from './tree.js';

/** A proof pack of level L1 but for its transaction, which the ledger adds (docs/format.md, chapter 10). */
export interface RecordProof extends JsonObject {
  readonly v: 1;
  readonly e: JsonObject;
  readonly h: string;
  readonly header: JsonObject;
  readonly index: number;
  readonly roots: readonly string[];
  readonly sections: JsonObject;
}

/**
 * Proves one record: each chosen section with the path that leads to its root.
 *
 * @param index - of the record in the publication, from 0
 * @param chosen - sections to show; identity always is, one that was not opened never
 * @throws RangeError for a record that the publication does not have, or whose identity was not opened
 */
export function proofOf(
  envelope: ParsedEnvelope,
  opened: Opened,
  index: number,
  chosen: readonly Section[],
): RecordProof {
  if (!Number.isInteger(index) || index < 0 || index >= opened.header.n) {
    throw new RangeError(`the publication has ${opened.header.n} records, none of index ${index}`);
  }
  if (opened.sections.identity === undefined) throw new RangeError('a proof always shows identity');
  const shown: Record<string, JsonObject> = {};
  for (const section of sections) {
    const content = opened.sections[section];
    if (content === undefined || !(section === 'identity' || chosen.includes(section))) continue;
    shown[section] = sectionProof(content, index);
  }
  return {
    v: 1,
    e: envelope.envelope as unknown as JsonObject,
    h: encodeBase64url(opened.salt),
    header: opened.header as unknown as JsonObject,
    index,
    roots: opened.roots.map(encodeBase64url),
    sections: shown,
  };
}

function sectionProof({ values, texts, salts }: OpenedSection, index: number): JsonObject {
  const path: JsonArray = inclusionPath(recordHashes(texts, salts), index).map(encodeBase64url);
  return { value: values[index] as JsonValue, salt: encodeBase64url(saltAt(salts, index)), path };
}
