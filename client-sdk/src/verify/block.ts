// SPDX-License-Identifier: Apache-2.0
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, equalBytes } from './bytes.js';
import type { Json } from './canonical-json.js';
import { assertStatement, parseIdentity } from './identity.js';
import { asArray, asBytes, asExactObject, asInteger } from './json-form.js';
import { readMessage } from './protobuf.js';
import type { Trust } from './trust.js';
import { assertVerified } from './verification-error.js';

/** The signed parts of a Fabric block, as a pack of level 2 carries them. */
export interface Block {
  readonly number: number;
  /** Hash of the block before. */
  readonly previous: Uint8Array;
  /** Every envelope that was ordered with it, in order. */
  readonly data: readonly Uint8Array[];
  /** What the orderers say beside the header; opaque here, but signed. */
  readonly metadataValue: Uint8Array;
  readonly signatures: readonly { readonly header: Uint8Array; readonly signature: Uint8Array }[];
}

/**
 * Reads the member `block` of a pack.
 *
 * @throws VerificationError `MALFORMED`
 */
export function parseBlock(value: Json): Block {
  const object = asExactObject(value, ['data', 'metadata', 'number', 'previous'], [], 'block');
  const metadata = asExactObject(object['metadata'], ['signatures', 'value'], [], 'block.metadata');
  const signatures = asArray(metadata['signatures'], 'block.metadata.signatures').map((entry) => {
    const signature = asExactObject(entry, ['header', 'signature'], [], 'a block signature');
    return {
      header: asBytes(signature['header'], 'a signature header'),
      signature: asBytes(signature['signature'], 'a block signature'),
    };
  });
  return {
    number: asInteger(object['number'], 0, Number.MAX_SAFE_INTEGER, 'block.number'),
    previous: asBytes(object['previous'], 'block.previous', 32),
    data: asArray(object['data'], 'block.data').map((entry) => asBytes(entry, 'an entry of block.data')),
    metadataValue: asBytes(metadata['value'], 'block.metadata.value'),
    signatures,
  };
}

/**
 * Checks that the orderers put the transaction into this block (format 10, "The block").
 *
 * @param at - milliseconds since 1970 at which the orderers' certificates must be valid
 * @throws VerificationError `WRONG_BLOCK`, `UNTRUSTED_IDENTITY` or `BAD_SIGNATURE`
 */
export function assertOrdered(block: Block, transaction: Uint8Array, trust: Trust, at: number): void {
  const places = block.data.filter((entry) => equalBytes(entry, transaction));
  assertVerified(places.length === 1, 'WRONG_BLOCK', 'the block does not hold the transaction exactly once');
  assertWholeEntries(block.data);
  assertSigned(block, trust, at);
}

/**
 * The data hash is taken over all entries joined, so it does not show where one ends. Whoever could choose the borders
 * could cut a transaction that was never ordered out of the middle of another; a cut entry is not a whole message.
 */
function assertWholeEntries(data: readonly Uint8Array[]): void {
  for (const entry of data) {
    readMessage(entry, { bytes: { payload: 1, signature: 2 }, covered: 'signed' }, 'an entry of block.data');
  }
}

function assertSigned(block: Block, trust: Trust, at: number): void {
  const { signatures, of } = trust.blockPolicy;
  assertVerified(
    block.signatures.length === signatures,
    'WRONG_BLOCK',
    `the block does not have ${signatures} signatures`,
  );
  const header = blockHeader(block.number, block.previous, sha256(concatBytes(...block.data)));
  const signers = new Set<string>();
  for (const signed of block.signatures) {
    const what = 'a signature header';
    const { creator } = readMessage(signed.header, { bytes: { creator: 1 }, covered: 'signed' }, what);
    const identity = parseIdentity(creator, 'an orderer');
    assertVerified(
      of.includes(identity.mspId),
      'WRONG_BLOCK',
      `${identity.mspId} has no part in the block policy`,
    );
    assertVerified(!signers.has(identity.mspId), 'WRONG_BLOCK', `${identity.mspId} signed the block twice`);
    signers.add(identity.mspId);
    const message = concatBytes(block.metadataValue, signed.header, header);
    const demand = { authorities: trust.orderers.get(identity.mspId), role: 'orderer', at } as const;
    assertStatement({ identity, message, signature: signed.signature, what: 'the orderer' }, demand);
  }
}

/** DER of SEQUENCE { number INTEGER, previous OCTET STRING, data hash OCTET STRING }: below 128 bytes, short lengths. */
function blockHeader(number: number, previous: Uint8Array, dataHash: Uint8Array): Uint8Array {
  const hex = number.toString(16);
  const digits = hex.padStart(hex.length + (hex.length % 2), '0').match(/../g) ?? [];
  const magnitude = digits.map((digit) => parseInt(digit, 16));
  // A leading bit of one would make the integer negative.
  const integer = (magnitude[0] ?? 0) >= 0x80 ? [0, ...magnitude] : magnitude;
  const octets = [0x04, previous.length, ...previous, 0x04, dataHash.length, ...dataHash];
  const content = [0x02, integer.length, ...integer, ...octets];
  return Uint8Array.of(0x30, content.length, ...content);
}
