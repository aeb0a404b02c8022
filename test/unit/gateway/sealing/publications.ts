// SPDX-License-Identifier: Apache-2.0
import { findOwnTag, unwrap } from '@chainshare/gateway/internal/sealing/own-wrap.js';
import { openSections, readEnvelope, type Opened } from '@chainshare/gateway/internal/sealing/open.js';
import { readSealedBytes } from '@chainshare/gateway/internal/sealing/sealed-bytes.js';
import type { Recipient, SealRequest } from '@chainshare/gateway/internal/sealing/seal.js';
import type { Slots } from '@chainshare/gateway/internal/sealing/slots.js';
import { pairKey } from '@chainshare/gateway/internal/sealing/tags.js';
import { newKeyPair, type KeyPair } from '@chainshare/gateway/internal/sealing/x25519.js';

/** A member of the tests, with new keys. */
export interface Member {
  readonly mspId: string;
  readonly keyPair: KeyPair;
}

/** Makes a member. */
export function newMember(mspId: string): Member {
  return { mspId, keyPair: newKeyPair() };
}

/** The three members of the tests. */
export const xinqiao = newMember('Xinqiao');
export const xinghe = newMember('Xinghe');
export const lingyun = newMember('Lingyun');

/** Asks for one record of stock to be sealed by Xinqiao for nobody else. */
export function requestOf(changes: Partial<SealRequest> = {}): SealRequest {
  return {
    publisher: xinqiao.mspId,
    keyPair: xinqiao.keyPair,
    kind: 'inventory',
    schema: 1,
    records: [{ identity: { product: 'TAG-01' }, quantity: { quantity: '1200' } }],
    onward: null,
    audience: 'granted',
    recipients: [],
    self: { epoch: 1, counter: 1n },
    follow: [],
    ...changes,
  };
}

/** Names a member as recipient of all sections. */
export function recipientOf(member: Member, changes: Partial<Recipient> = {}): Recipient {
  return {
    mspId: member.mspId,
    publicKey: member.keyPair.publicKey,
    sections: ['identity', 'quantity', 'commercial', 'evidence'],
    purpose: 0,
    until: 0,
    epoch: 1,
    counter: 1n,
    ...changes,
  };
}

/** The envelope and the sealed bytes as a reader gets them. */
export interface Published {
  readonly envelope: string | Uint8Array;
  readonly sealed: Uint8Array;
}

/** Finds the own wrap of a publication by Xinqiao; undefined where it holds none. */
export function slotsFor(reader: Member, { envelope: text, sealed }: Published): Slots | undefined {
  const envelope = readEnvelope(text);
  const key = pairKey(reader.keyPair, xinqiao.keyPair.publicKey) as Buffer;
  const match = findOwnTag(envelope, reader.mspId, [{ ownVersion: 1, theirVersion: 1, pairKey: key }]);
  return match && unwrap(readSealedBytes(envelope, sealed), reader, match.index);
}

/** Reads a publication by Xinqiao as far as it was granted; undefined where nothing was. */
export function openFor(reader: Member, published: Published): Opened | undefined {
  const slots = slotsFor(reader, published);
  return slots && openSections(readSealedBytes(readEnvelope(published.envelope), published.sealed), slots);
}
