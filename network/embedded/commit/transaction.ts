// SPDX-License-Identifier: Apache-2.0
import type { ChannelConfig } from '../config/channel-config.js';
import { sha256 } from '../hash.js';
import { common, peer, sameBytes } from '../protos/index.js';
import { decodeReadWriteSet } from '../simulation/decode-set.js';
import type { NamespaceSet } from '../simulation/read-write-set.js';

/** Validation codes by name (`peer.TxValidationCode`). */
export const Code = peer.TxValidationCode;

/** A transaction of a block, as far as it could be read. */
export interface Transaction {
  readonly index: number;
  /** Verdict so far; later steps of the commit may lower it. */
  code: number;
  readonly id: string;
  readonly type: number;
  readonly seconds: number;
  readonly nanos: number;
  readonly action: EndorsedAction | undefined;
  /** Payload data of a configuration transaction. */
  readonly config: Uint8Array | undefined;
}

/** What endorsers agreed on. */
export interface EndorsedAction {
  readonly chaincode: string;
  readonly sets: readonly NamespaceSet[];
  readonly event: peer.ChaincodeEvent | undefined;
  /** The bytes that endorsers signed, before each one's identity. */
  readonly proposalResponse: Uint8Array;
  readonly endorsements: readonly peer.Endorsement[];
}

/** What reading needs to know. */
export interface ReadingContext {
  readonly config: ChannelConfig;
  /** Whether a transaction id is already on the ledger. */
  readonly isKnown: (id: string) => boolean;
}

class Invalid extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`validation code ${code}`);
    this.code = code;
  }
}

/** Whether the transaction is a valid invocation of chaincode. */
export function isValidInvocation(
  transaction: Transaction,
): transaction is Transaction & { action: EndorsedAction } {
  return transaction.code === Code.VALID && transaction.action !== undefined;
}

/** Reads an envelope of a block and judges its form and its creator's signature (core/common/validation/msgvalidation.go). */
export function readTransaction(bytes: Uint8Array, index: number, context: ReadingContext): Transaction {
  let found: Partial<Transaction> = {};
  const note = (facts: Partial<Transaction>): void => {
    found = { ...found, ...facts };
  };
  let code: number = Code.VALID;
  try {
    read(bytes, context, note);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    code = error.code;
  }
  return {
    id: '',
    type: -1,
    seconds: 0,
    nanos: 0,
    action: undefined,
    config: undefined,
    ...found,
    index,
    code,
  };
}

/** Reads a transaction that was found valid before; undefined when it is no invocation of chaincode. */
export function readStoredAction(
  payload: common.Payload,
): Pick<Transaction, 'id' | 'type' | 'action'> | undefined {
  const header = payload.getHeader();
  if (!header) return undefined;
  const { channelHeader } = readHeaders(header);
  const type: number = channelHeader.getType();
  if (type !== common.HeaderType.ENDORSER_TRANSACTION) return undefined;
  const action = readAction(channelHeader, readSignedAction(payload, header));
  return { id: channelHeader.getTxId(), type, action };
}

function read(bytes: Uint8Array, context: ReadingContext, note: (facts: Partial<Transaction>) => void): void {
  const envelope = parse(Code.INVALID_OTHER_REASON, () => common.Envelope.deserializeBinary(bytes));
  const payload = parse(Code.BAD_PAYLOAD, () => common.Payload.deserializeBinary(envelope.getPayload_asU8()));
  const header = payload.getHeader() ?? fail(Code.BAD_COMMON_HEADER);
  const { channelHeader, signatureHeader } = readHeaders(header);
  const time = channelHeader.getTimestamp();
  const type: number = channelHeader.getType();
  note({ id: channelHeader.getTxId(), type, seconds: time?.getSeconds() ?? 0, nanos: time?.getNanos() ?? 0 });
  checkHeaders(channelHeader, signatureHeader);
  const creator = context.config.msps.signer({
    data: envelope.getPayload_asU8(),
    identity: signatureHeader.getCreator_asU8(),
    signature: envelope.getSignature_asU8(),
  });
  if (!creator) fail(Code.BAD_CREATOR_SIGNATURE);
  if (type === common.HeaderType.CONFIG) {
    note({ config: payload.getData_asU8() });
    return;
  }
  if (type !== common.HeaderType.ENDORSER_TRANSACTION) fail(Code.UNSUPPORTED_TX_PAYLOAD);
  note({ action: readInvocation(payload, header, context) });
}

function readInvocation(
  payload: common.Payload,
  header: common.Header,
  context: ReadingContext,
): EndorsedAction {
  const { channelHeader, signatureHeader } = readHeaders(header);
  const id = sha256(signatureHeader.getNonce_asU8(), signatureHeader.getCreator_asU8()).toString('hex');
  if (channelHeader.getTxId() !== id) fail(Code.BAD_PROPOSAL_TXID);
  const signed = readSignedAction(payload, header);
  if (context.isKnown(id)) fail(Code.DUPLICATE_TXID);
  return readAction(channelHeader, signed);
}

function readHeaders(header: common.Header): {
  channelHeader: common.ChannelHeader;
  signatureHeader: common.SignatureHeader;
} {
  return parse(Code.BAD_COMMON_HEADER, () => ({
    channelHeader: common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8()),
    signatureHeader: common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8()),
  }));
}

function checkHeaders(channelHeader: common.ChannelHeader, signatureHeader: common.SignatureHeader): void {
  const { CONFIG, CONFIG_UPDATE, ENDORSER_TRANSACTION } = common.HeaderType;
  const types: readonly number[] = [CONFIG, CONFIG_UPDATE, ENDORSER_TRANSACTION];
  const isGood =
    types.includes(channelHeader.getType()) &&
    channelHeader.getEpoch() === 0 &&
    signatureHeader.getNonce_asU8().length > 0 &&
    signatureHeader.getCreator_asU8().length > 0;
  if (!isGood) fail(Code.BAD_COMMON_HEADER);
}

type SignedAction = Pick<EndorsedAction, 'proposalResponse' | 'endorsements'> & {
  readonly response: peer.ProposalResponsePayload;
};

/** Reads the one action of a transaction and checks that the endorsers answered exactly this proposal. */
function readSignedAction(payload: common.Payload, header: common.Header): SignedAction {
  return parse(Code.INVALID_ENDORSER_TRANSACTION, () => {
    const [action, ...more] = peer.Transaction.deserializeBinary(payload.getData_asU8()).getActionsList();
    if (!action || more.length > 0) throw new Invalid(Code.INVALID_ENDORSER_TRANSACTION);
    const actionHeader = common.SignatureHeader.deserializeBinary(action.getHeader_asU8());
    const actionPayload = peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8());
    const endorsed = actionPayload.getAction() ?? fail(Code.INVALID_ENDORSER_TRANSACTION);
    const proposalResponse = endorsed.getProposalResponsePayload_asU8();
    const response = peer.ProposalResponsePayload.deserializeBinary(proposalResponse);
    const expected = sha256(
      header.getChannelHeader_asU8(),
      action.getHeader_asU8(),
      actionPayload.getChaincodeProposalPayload_asU8(),
    );
    const isSound =
      actionHeader.getNonce_asU8().length > 0 &&
      actionHeader.getCreator_asU8().length > 0 &&
      sameBytes(expected, response.getProposalHash_asU8());
    if (!isSound) throw new Invalid(Code.INVALID_ENDORSER_TRANSACTION);
    return { proposalResponse, endorsements: endorsed.getEndorsementsList(), response };
  });
}

function readAction(channelHeader: common.ChannelHeader, signed: SignedAction): EndorsedAction {
  const extension = parse(Code.BAD_HEADER_EXTENSION, () =>
    peer.ChaincodeHeaderExtension.deserializeBinary(channelHeader.getExtension_asU8()),
  );
  const action = parse(Code.BAD_RESPONSE_PAYLOAD, () =>
    peer.ChaincodeAction.deserializeBinary(signed.response.getExtension_asU8()),
  );
  const sets = parse(Code.BAD_RWSET, () => decodeReadWriteSet(action.getResults_asU8()));
  const called = extension.getChaincodeId() ?? fail(Code.INVALID_OTHER_REASON);
  const ran = action.getChaincodeId() ?? fail(Code.INVALID_OTHER_REASON);
  const chaincode = called.getName();
  if (chaincode === '' || chaincode !== ran.getName() || ran.getVersion() === '')
    fail(Code.INVALID_CHAINCODE);
  const event = readEvent(action.getEvents_asU8(), chaincode);
  if (new Set(sets.map((set) => set.namespace)).size !== sets.length) fail(Code.ILLEGAL_WRITESET);
  return {
    chaincode,
    sets,
    event,
    proposalResponse: signed.proposalResponse,
    endorsements: signed.endorsements,
  };
}

function readEvent(bytes: Uint8Array, chaincode: string): peer.ChaincodeEvent | undefined {
  if (bytes.length === 0) return undefined;
  const event = parse(Code.INVALID_OTHER_REASON, () => peer.ChaincodeEvent.deserializeBinary(bytes));
  return event.getChaincodeId() === chaincode ? event : fail(Code.INVALID_OTHER_REASON);
}

function fail(code: number): never {
  throw new Invalid(code);
}

/** Bytes from outside that do not parse give the code, whatever the decoder threw. */
function parse<T>(code: number, reader: () => T): T {
  try {
    return reader();
  } catch (error) {
    throw error instanceof Invalid ? error : new Invalid(code);
  }
}
