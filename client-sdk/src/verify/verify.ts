// SPDX-License-Identifier: Apache-2.0
import { assertOrdered, parseBlock, type Block } from './block.js';
import { concatBytes, fromUtf8, utf8 } from './bytes.js';
import { parseCanonical } from './canonical-json.js';
import { parseEnvelope, type Envelope } from './envelope.js';
import type { Header } from './header.js';
import { assertStatement } from './identity.js';
import { asBytes, asExactObject } from './json-form.js';
import { PACK_BYTES_MAX, PACK_DEPTH_MAX } from './limits.js';
import { assertPublishes, RECORDS } from './publication-rule.js';
import { proveRecord, type ProvenRecord, type SectionValues } from './record.js';
import { parseTransaction, type Transaction } from './transaction.js';
import { parseTrust, type Trust, type TrustFile } from './trust.js';
import { assertVerified } from './verification-error.js';
import { parseWriteSet } from './write-set.js';

const PROOF_MEMBERS = ['e', 'h', 'header', 'index', 'roots', 'sections', 'v'];

/** What a proof pack proves, once it was verified. */
export interface Verified {
  /**
   * 1: a peer of the publisher endorsed these bytes. 2: the orderers also put them into a block; that the transaction
   * was then found valid is not proven.
   */
  readonly level: 1 | 2;
  /** MSP ID of whoever said it. */
  readonly publisher: string;
  /** `<publication id>.<index>` */
  readonly recordId: string;
  readonly kind: string;
  /** The header of the publication: schema, number of records, sections, permission to pass on, audience. */
  readonly header: Header;
  /** The disclosed sections of the record. */
  readonly values: SectionValues;
  /** RFC 3339, UTC. The publisher's claim, endorsed by its peer; no other clock stands behind it. */
  readonly publishedAt: string;
  readonly transactionId: string;
  readonly channel: string;
  /** Number of the block, at level 2. */
  readonly block?: number;
  /** The trust file names the embedded ledger, whose one process plays every organisation. */
  readonly development: boolean;
}

/** A record that leads to its envelope. Who published the envelope is not shown by this part of a pack. */
export interface VerifiedRecord extends ProvenRecord {
  readonly envelope: Envelope;
}

/**
 * Verifies a proof pack (format 10) against whom the reader trusts, without asking anybody.
 *
 * @param pack - the pack, as it was received
 * @param trust - a trust file, its text, or what {@link parseTrust} made of it
 * @throws VerificationError whose `code` says what does not hold; `BAD_TRUST` when the trust file is the fault.
 */
export function verify(pack: string | Uint8Array, trust: string | TrustFile | Trust): Verified {
  const trusted = isParsed(trust) ? trust : parseTrust(trust);
  const object = readPack(pack, ['transaction'], ['block']);
  const record = proveMembers(object);
  const bytes = asBytes(object['transaction'], 'transaction');
  const block = object['block'] === undefined ? undefined : parseBlock(object['block']);
  const transaction = parseTransaction(bytes);
  assertEndorsed(transaction, record.envelope, trusted);
  if (block !== undefined) assertOrdered(block, bytes, trusted, transaction.timestampMs);
  return verified(record, transaction, block, trusted);
}

/**
 * Verifies the part of a pack that links a record to its envelope: a pack without `transaction`.
 *
 * @throws VerificationError `MALFORMED`, `TOO_LARGE`, `UNSUPPORTED` or `WRONG_RECORD`
 */
export function verifyRecord(pack: string | Uint8Array): VerifiedRecord {
  return proveMembers(readPack(pack, [], []));
}

function isParsed(trust: string | TrustFile | Trust): trust is Trust {
  return typeof trust !== 'string' && trust.msps instanceof Map;
}

type Members = ReturnType<typeof asExactObject>;

function readPack(
  pack: string | Uint8Array,
  required: readonly string[],
  optional: readonly string[],
): Members {
  const size = typeof pack === 'string' ? utf8(pack).length : pack.length;
  assertVerified(size <= PACK_BYTES_MAX, 'TOO_LARGE', `the pack has more than ${PACK_BYTES_MAX} bytes`);
  const text = typeof pack === 'string' ? pack : fromUtf8(pack, 'the pack');
  const value = parseCanonical(text, PACK_DEPTH_MAX, 'the pack');
  return asExactObject(value, [...PROOF_MEMBERS, ...required], optional, 'the pack');
}

function proveMembers(object: Members): VerifiedRecord {
  assertVerified(object['v'] === 1, 'UNSUPPORTED', 'the pack is not of version 1');
  const envelope = parseEnvelope(object['e']);
  const { h, header, roots, index, sections } = object;
  return { envelope, ...proveRecord(envelope, { h, header, roots, index, sections }) };
}

function assertEndorsed(transaction: Transaction, envelope: Envelope, trust: Trust): void {
  const { publisher } = envelope;
  const sameChannel = transaction.channel === trust.channel;
  assertVerified(sameChannel, 'WRONG_CHANNEL', `the transaction is of channel ${transaction.channel}`);
  assertVerified(transaction.chaincode === RECORDS, 'WRONG_TRANSACTION', 'another chaincode was called');
  const members = [transaction.creator, ...transaction.endorsements.map(({ endorser }) => endorser)];
  const own = members.length > 1 && members.every(({ mspId }) => mspId === publisher);
  assertVerified(own, 'WRONG_TRANSACTION', 'creator and endorsers are not all of the publisher');
  assertPublishes(parseWriteSet(transaction.writeSet), envelope);
  const demand = { authorities: trust.msps.get(publisher), at: transaction.timestampMs };
  assertStatement(
    {
      identity: transaction.creator,
      message: transaction.payload,
      signature: transaction.signature,
      what: 'the creator',
    },
    demand,
  );
  for (const { endorser, endorserBytes, signature } of transaction.endorsements) {
    const message = concatBytes(transaction.outcome, endorserBytes);
    assertStatement(
      { identity: endorser, message, signature, what: 'the endorser' },
      { ...demand, role: 'peer' },
    );
  }
}

function verified(
  record: VerifiedRecord,
  transaction: Transaction,
  block: Block | undefined,
  trust: Trust,
): Verified {
  return {
    level: block === undefined ? 1 : 2,
    publisher: record.envelope.publisher,
    recordId: `${record.envelope.id}.${record.index}`,
    kind: record.header.kind,
    header: record.header,
    values: record.values,
    publishedAt: transaction.timestamp,
    transactionId: transaction.id,
    channel: transaction.channel,
    ...(block === undefined ? {} : { block: block.number }),
    development: trust.development,
  };
}
