// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import {
  encodeBase64url,
  envelopeText,
  headerBoxAt,
  headerBoxBytes,
  paddedLength,
  publicationId,
  sealedMagic,
  sha256,
  writeSealedList,
  type Envelope,
} from '@chainshare/chaincode/model';

/** A publication whose form is right; what is sealed in it nobody can open. */
export interface Publication {
  readonly envelope: Envelope;
  readonly text: string;
  readonly id: string;
  readonly sealed: Buffer;
}

/** What a test wants to be special about a publication. */
export interface Wish {
  readonly publisher?: string;
  /** another text gives another publication */
  readonly seed?: string;
  readonly tags?: number;
  readonly inline?: boolean;
  readonly open?: boolean;
  /** how long the bodies are; the sealed bytes are filled up to the next length */
  readonly bodyBytes?: number;
  /** a text that stands in clear where sealed bodies would */
  readonly unsealed?: string;
}

/** Bytes that look random but are the same in every run. */
export function bytesOf(seed: string, length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, i) =>
    createHash('sha256').update(`${seed} ${i}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, length);
}

/** Makes a publication of right form. */
export function newPublication(wish: Wish = {}): Publication {
  const { publisher = 'Xinghe', seed = 'one', tags = 4, inline = false, open = false } = wish;
  const sealed = newSealed(seed, tags, wish.bodyBytes ?? 200, wish.unsealed);
  const envelope: Envelope = {
    v: 1,
    p: publisher,
    a: encodeBase64url(bytesOf(`${seed} a`, 16)),
    r: encodeBase64url(bytesOf(`${seed} r`, 32)),
    s: encodeBase64url(sha256(sealed)),
    t: newTags(seed, tags),
    ...(inline ? { b: encodeBase64url(sealed) } : {}),
    ...(open ? { k: encodeBase64url(openKeys(seed)) } : {}),
  };
  const text = envelopeText(envelope);
  return { envelope, text, id: publicationId(Buffer.from(text)), sealed };
}

/** Sealed bytes whose clear parts are right. */
export function newSealed(seed: string, tags: number, bodyBytes: number, unsealed = ''): Buffer {
  const length = paddedLength(headerBoxAt(tags) + headerBoxBytes + bodyBytes);
  const sealed = Buffer.from(bytesOf(`${seed} sealed`, length));
  sealed.write(sealedMagic, 'latin1');
  sealed.writeUInt16BE(tags, sealedMagic.length);
  sealed.write(unsealed, headerBoxAt(tags) + headerBoxBytes);
  return sealed;
}

/** Tags in the order that the form demands. */
export function newTags(seed: string, count: number): string[] {
  const tags = Array.from({ length: count }, (_, i) => bytesOf(`${seed} tag ${i}`, 16));
  return tags.sort((a, b) => Buffer.compare(a, b)).map((tag) => encodeBase64url(tag));
}

/** The six slots of keys in clear: five keys, then terms that grant all and count for nobody. */
export function openKeys(seed: string): Buffer {
  const terms = Buffer.alloc(32);
  terms[12] = 0x0f;
  return Buffer.concat([bytesOf(`${seed} keys`, 160), terms]);
}

/** The arguments of `Publish` and `Restore`. */
export function listOf(...publications: readonly Publication[]): { list: string; transient: { s: Buffer } } {
  const sealed = publications.map(({ envelope, sealed }) =>
    envelope.b === undefined ? sealed : Buffer.alloc(0),
  );
  return {
    list: `[${publications.map(({ text }) => text).join(',')}]`,
    transient: { s: writeSealedList(sealed) },
  };
}
