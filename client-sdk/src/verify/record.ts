// SPDX-License-Identifier: Apache-2.0
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, equalBytes, utf8 } from './bytes.js';
import { canonicalText, type Json, type JsonObject } from './canonical-json.js';
import type { Envelope } from './envelope.js';
import { parseHeader, SECTIONS, type Header, type Section } from './header.js';
import { asArray, asBytes, asExactObject, asInteger, asObject } from './json-form.js';
import { isIncluded, nodeHash, pathLength } from './merkle.js';
import { assertVerified } from './verification-error.js';

const RECORD_LEAF = Uint8Array.of(0x00);
const SECTION_LEAF = Uint8Array.of(0x02);
const HEADER_LEAF = Uint8Array.of(0x03);
const ZERO = Uint8Array.of(0x00);

/** The disclosed sections of one record, each an object of fields. */
export type SectionValues = { readonly identity: JsonObject } & Readonly<
  Partial<Record<Section, JsonObject>>
>;

/** A record that leads to the root of its envelope. */
export interface ProvenRecord {
  readonly header: Header;
  /** Place in the publication, from 0. */
  readonly index: number;
  readonly values: SectionValues;
}

/** The members of a pack that prove a record against an envelope. */
export interface RecordProof {
  readonly h: Json | undefined;
  readonly header: Json | undefined;
  readonly roots: Json | undefined;
  readonly index: Json | undefined;
  readonly sections: Json | undefined;
}

/**
 * Checks that header and section roots lead to the root of the envelope, and every disclosed section of one record to
 * its section root, all at the same index (format 4).
 *
 * @throws VerificationError `MALFORMED` or `WRONG_RECORD`
 */
export function proveRecord(envelope: Envelope, proof: RecordProof): ProvenRecord {
  const header = parseHeader(proof.header);
  const open = header.audience !== 'granted';
  assertVerified(open === envelope.isOpen, 'MALFORMED', 'the audience does not fit the keys of the envelope');
  const roots = asArray(proof.roots, 'roots').map((root) => asBytes(root, 'a section root', 32));
  assertVerified(roots.length === SECTIONS.length, 'MALFORMED', 'there are not four section roots');
  const root = rootOf(asBytes(proof.h, 'h', 16), header, roots);
  assertVerified(
    equalBytes(root, envelope.root),
    'WRONG_RECORD',
    'header and roots do not lead to the root that was signed',
  );
  const index = asInteger(proof.index, 0, header.count - 1, 'index');
  const sections = asExactObject(proof.sections, ['identity'], header.sections, 'sections');
  const values: Partial<Record<Section, JsonObject>> = {};
  for (const [place, name] of SECTIONS.entries()) {
    const sectionRoot = roots[place];
    if (sectionRoot === undefined || sections[name] === undefined) continue;
    values[name] = proveSection(sections[name], { name, index, size: header.count, root: sectionRoot });
  }
  return { header, index, values: values as SectionValues };
}

/** r = N(N(N(header, identity), N(quantity, commercial)), evidence), the tree of RFC 9162 over five leaves. */
function rootOf(salt: Uint8Array, header: Header, roots: readonly Uint8Array[]): Uint8Array {
  const headerLeaf = sha256(concatBytes(HEADER_LEAF, salt, header.bytes));
  const leaf = (section: Section): Uint8Array =>
    sha256(concatBytes(SECTION_LEAF, utf8(section), ZERO, roots[SECTIONS.indexOf(section)] ?? ZERO));
  const left = nodeHash(headerLeaf, leaf('identity'));
  const right = nodeHash(leaf('quantity'), leaf('commercial'));
  return nodeHash(nodeHash(left, right), leaf('evidence'));
}

interface SectionPlace {
  readonly name: Section;
  readonly index: number;
  readonly size: number;
  readonly root: Uint8Array;
}

function proveSection(proof: Json, { name, index, size, root }: SectionPlace): JsonObject {
  const object = asExactObject(proof, ['value', 'salt', 'path'], [], `sections.${name}`);
  const value = asObject(object['value'], `sections.${name}.value`);
  const steps = asArray(object['path'], `sections.${name}.path`);
  assertVerified(
    steps.length === pathLength(index, size),
    'MALFORMED',
    `sections.${name}.path has a wrong length`,
  );
  const salt = asBytes(object['salt'], `sections.${name}.salt`, 16);
  const leaf = sha256(concatBytes(RECORD_LEAF, salt, utf8(canonicalText(value, name))));
  const path = steps.map((step) => asBytes(step, `sections.${name}.path`, 32));
  const included = isIncluded({ leaf, index, size, path, root });
  assertVerified(included, 'WRONG_RECORD', `the ${name} section does not lead to its root`);
  return value;
}
