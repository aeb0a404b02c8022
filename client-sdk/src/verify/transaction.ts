// SPDX-License-Identifier: Apache-2.0
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, equalBytes, fromUtf8, toHex } from './bytes.js';
import { parseIdentity, type Identity } from './identity.js';
import { readMessage } from './protobuf.js';
import { assertVerified } from './verification-error.js';

/** `HeaderType.ENDORSER_TRANSACTION` of Fabric. */
const ENDORSER_TRANSACTION = 3n;
const CHAINCODE_OK = 200n;
const NANOSECONDS = 1_000_000_000n;
/** Year 9999: the last that an RFC 3339 time can name. */
const SECONDS_MAX = 253_402_300_799n;

/** One peer's signature under the outcome of a transaction. */
export interface Endorsement {
  readonly endorser: Identity;
  /** The identity as it was signed. */
  readonly endorserBytes: Uint8Array;
  readonly signature: Uint8Array;
}

/** An endorsed transaction as Fabric orders it, taken apart; nothing is trusted yet but that the parts fit together. */
export interface Transaction {
  readonly channel: string;
  readonly id: string;
  /** The time that the channel header states, RFC 3339 in UTC with nine decimals at most. */
  readonly timestamp: string;
  /** The same in milliseconds since 1970. */
  readonly timestampMs: number;
  readonly creator: Identity;
  /** What the creator signed, and the signature. */
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
  /** What the endorsers signed, each followed by its own identity. */
  readonly outcome: Uint8Array;
  readonly endorsements: readonly Endorsement[];
  /** The serialized `TxReadWriteSet`. */
  readonly writeSet: Uint8Array;
  /** The chaincode whose function wrote it. */
  readonly chaincode: string;
}

/**
 * Takes a `common.Envelope` with an endorser transaction apart. Attacker-controlled input. Checks that the headers,
 * the transaction id and the proposal hash fit, so that the endorsement covers the channel, the time and the creator.
 *
 * @throws VerificationError `MALFORMED`, `UNSUPPORTED` or `WRONG_TRANSACTION`
 */
export function parseTransaction(bytes: Uint8Array): Transaction {
  const envelope = parseEnvelope(bytes);
  const payload = readMessage(
    envelope.payload,
    { bytes: { header: 1, data: 2 }, covered: 'signed' },
    'the payload',
  );
  const header = parseHeader(payload.header);
  const action = parseAction(payload.data, header.signatureHeader);
  const proposal = sha256(concatBytes(header.channelHeader, header.signatureHeader, action.proposal));
  const outcome = parseOutcome(action.outcome);
  assertVerified(
    equalBytes(proposal, outcome.proposalHash),
    'WRONG_TRANSACTION',
    'the endorsement is of another proposal',
  );
  return {
    channel: header.channel,
    id: header.id,
    timestamp: header.timestamp,
    timestampMs: header.timestampMs,
    creator: header.creator,
    payload: envelope.payload,
    signature: envelope.signature,
    outcome: action.outcome,
    endorsements: action.endorsements,
    writeSet: outcome.writeSet,
    chaincode: outcome.chaincode,
  };
}

/**
 * The two parts of a `common.Envelope`. No signature covers how they are put together, so there is only one way.
 *
 * @throws VerificationError `MALFORMED`
 */
export function parseEnvelope(bytes: Uint8Array): {
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
} {
  const shape = { bytes: { payload: 1, signature: 2 }, covered: 'unsigned' } as const;
  return readMessage(bytes, shape, 'the transaction envelope');
}

function parseHeader(bytes: Uint8Array): Pick<
  Transaction,
  'channel' | 'id' | 'timestamp' | 'timestampMs' | 'creator'
> & {
  readonly channelHeader: Uint8Array;
  readonly signatureHeader: Uint8Array;
} {
  const header = readMessage(bytes, { bytes: { channel: 1, signature: 2 }, covered: 'signed' }, 'the header');
  const channel = readMessage(
    header.channel,
    { numbers: { type: 1 }, bytes: { timestamp: 3, channel: 4, id: 5 }, covered: 'signed' },
    'the channel header',
  );
  assertVerified(
    channel.type === ENDORSER_TRANSACTION,
    'WRONG_TRANSACTION',
    'this is not an endorser transaction',
  );
  const signature = readMessage(
    header.signature,
    { bytes: { creator: 1, nonce: 2 }, covered: 'signed' },
    'the signature header',
  );
  const id = toHex(sha256(concatBytes(signature.nonce, signature.creator)));
  assertVerified(
    id === fromUtf8(channel.id, 'the transaction id'),
    'WRONG_TRANSACTION',
    'the transaction id does not fit',
  );
  return {
    channel: fromUtf8(channel.channel, 'the channel name'),
    id,
    ...parseTimestamp(channel.timestamp),
    creator: parseIdentity(signature.creator, 'the creator'),
    channelHeader: header.channel,
    signatureHeader: header.signature,
  };
}

function parseTimestamp(bytes: Uint8Array): Pick<Transaction, 'timestamp' | 'timestampMs'> {
  const { seconds, nanos } = readMessage(
    bytes,
    { numbers: { seconds: 1, nanos: 2 }, covered: 'signed' },
    'the timestamp',
  );
  assertVerified(seconds <= SECONDS_MAX && nanos < NANOSECONDS, 'MALFORMED', 'the timestamp is out of range');
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  const fraction = nanos.toString().padStart(9, '0').replace(/0+$/, '');
  return {
    timestamp: `${whole}${fraction === '' ? '' : `.${fraction}`}Z`,
    timestampMs: Number(seconds) * 1000 + Number(nanos / 1_000_000n),
  };
}

function parseAction(
  data: Uint8Array,
  signatureHeader: Uint8Array,
): {
  readonly proposal: Uint8Array;
  readonly outcome: Uint8Array;
  readonly endorsements: readonly Endorsement[];
} {
  const { actions } = readMessage(data, { repeated: { actions: 1 }, covered: 'signed' }, 'the transaction');
  const [only, ...others] = actions;
  assertVerified(
    only !== undefined && others.length === 0,
    'WRONG_TRANSACTION',
    'a transaction has exactly one action',
  );
  const action = readMessage(only, { bytes: { header: 1, payload: 2 }, covered: 'signed' }, 'the action');
  const sameHeader = equalBytes(action.header, signatureHeader);
  assertVerified(sameHeader, 'WRONG_TRANSACTION', 'the action has another creator than the transaction');
  const shape = { bytes: { proposal: 1, endorsed: 2 }, covered: 'signed' } as const;
  const payload = readMessage(action.payload, shape, 'the action payload');
  const endorsed = readMessage(
    payload.endorsed,
    { bytes: { outcome: 1 }, repeated: { endorsements: 2 }, covered: 'signed' },
    'the endorsed action',
  );
  return {
    proposal: payload.proposal,
    outcome: endorsed.outcome,
    endorsements: endorsed.endorsements.map(parseEndorsement),
  };
}

function parseEndorsement(bytes: Uint8Array): Endorsement {
  const shape = { bytes: { endorser: 1, signature: 2 }, covered: 'signed' } as const;
  const { endorser, signature } = readMessage(bytes, shape, 'an endorsement');
  return { endorser: parseIdentity(endorser, 'an endorser'), endorserBytes: endorser, signature };
}

function parseOutcome(bytes: Uint8Array): {
  readonly proposalHash: Uint8Array;
  readonly writeSet: Uint8Array;
  readonly chaincode: string;
} {
  const outer = { bytes: { proposalHash: 1, extension: 2 }, covered: 'signed' } as const;
  const { proposalHash, extension } = readMessage(bytes, outer, 'the proposal response');
  const inner = { bytes: { writeSet: 1, response: 3, chaincode: 4 }, covered: 'signed' } as const;
  const action = readMessage(extension, inner, 'the chaincode action');
  const response = readMessage(
    action.response,
    { numbers: { status: 1 }, covered: 'signed' },
    'the chaincode response',
  );
  assertVerified(
    response.status === CHAINCODE_OK,
    'WRONG_TRANSACTION',
    'the chaincode refused the transaction',
  );
  const chaincode = readMessage(
    action.chaincode,
    { bytes: { name: 2 }, covered: 'signed' },
    'the chaincode id',
  );
  return {
    proposalHash,
    writeSet: action.writeSet,
    chaincode: fromUtf8(chaincode.name, 'the chaincode name'),
  };
}
