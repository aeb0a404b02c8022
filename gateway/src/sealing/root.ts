// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto';
import { sections } from '@chainshare/chaincode/model';
import { nodeHash } from './tree.js';

const SECTION_PREFIX = 0x02;
const HEADER_PREFIX = 0x03;

/**
 * The root r of a publication, which binds its header and its four sections.
 *
 * It is the RFC 9162 tree over five leaves, each with its own prefix, written out.
 *
 * @param headerSalt - 16 bytes
 * @param headerText - the header as canonical JSON
 * @param roots - of the four sections, in section order
 */
export function publicationRoot(
  headerSalt: Uint8Array,
  headerText: string,
  roots: readonly Uint8Array[],
): Buffer {
  const header = hash(
    'sha256',
    Buffer.concat([Buffer.from([HEADER_PREFIX]), headerSalt, Buffer.from(headerText)]),
    'buffer',
  );
  const [identity, quantity, commercial, evidence] = sections.map((section, i) =>
    sectionHash(section, roots[i] as Uint8Array),
  ) as [Buffer, Buffer, Buffer, Buffer];
  return nodeHash(nodeHash(nodeHash(header, identity), nodeHash(quantity, commercial)), evidence);
}

function sectionHash(name: string, root: Uint8Array): Buffer {
  return hash(
    'sha256',
    Buffer.concat([Buffer.from([SECTION_PREFIX]), Buffer.from(`${name}\0`), root]),
    'buffer',
  );
}
