// SPDX-License-Identifier: Apache-2.0
import { sha256 } from '@noble/hashes/sha2.js';
import { equalBytes, utf8 } from './bytes.js';
import type { Envelope } from './envelope.js';
import { assertVerified } from './verification-error.js';
import type { NamespaceWrites } from './write-set.js';

/** The chaincode whose public keys count; every contract sits in one package and could be called by another name. */
export const RECORDS = 'records';

/**
 * The block rule: a transaction publishes an envelope when it writes the envelope's bytes under the publisher's public
 * key and, in the publisher's own implicit collection, the sealed bytes that the envelope names. Only a peer of the
 * publisher can endorse a write of that collection, so nobody else can have said it.
 *
 * @throws VerificationError `WRONG_TRANSACTION`
 */
export function assertPublishes(writes: readonly NamespaceWrites[], envelope: Envelope): void {
  const records = writes.filter(({ namespace }) => namespace === RECORDS);
  const key = `pub~${envelope.publisher}~${envelope.id}`;
  const [written, ...again] = records
    .flatMap(({ publicWrites }) => publicWrites)
    .filter((write) => write.key === key);
  const isWritten =
    written !== undefined &&
    again.length === 0 &&
    !written.isDelete &&
    equalBytes(written.value, envelope.bytes);
  assertVerified(isWritten, 'WRONG_TRANSACTION', 'the transaction does not write this envelope');
  const keyHash = sha256(utf8(envelope.id));
  const [sealed, ...others] = records
    .flatMap(({ privateWrites }) => privateWrites)
    .filter(({ collection }) => collection === `_implicit_org_${envelope.publisher}`)
    .filter((write) => equalBytes(write.keyHash, keyHash));
  const isSealed =
    sealed !== undefined &&
    others.length === 0 &&
    !sealed.isDelete &&
    !sealed.isPurge &&
    equalBytes(sealed.valueHash, envelope.sealedHash);
  assertVerified(
    isSealed,
    'WRONG_TRANSACTION',
    'the publisher did not store the sealed bytes of this envelope',
  );
}
