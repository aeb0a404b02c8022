// SPDX-License-Identifier: Apache-2.0
import { sha256 } from '../hash.js';
import { common, encode, peer } from '../protos/index.js';

/** A signed proposal, taken apart. */
export interface Proposal {
  readonly signed: peer.SignedProposal;
  readonly header: common.Header;
  readonly channelHeader: common.ChannelHeader;
  readonly creator: Uint8Array;
  readonly nonce: Uint8Array;
  readonly transactionId: string;
  readonly channel: string;
  readonly chaincode: string;
  readonly input: peer.ChaincodeInput;
  /** The proposal payload without transient data, which is what a transaction carries. */
  readonly payload: Buffer;
  readonly hasTransient: boolean;
}

/**
 * Takes a proposal apart (core/endorser/msgvalidation.go, UnpackProposal).
 * @throws Error with Fabric's text when a part is missing or unreadable.
 */
export function unpackProposal(signed: peer.SignedProposal | undefined): Proposal {
  if (!signed?.getProposalBytes_asU8().length) throw new Error('a signed proposal is required');
  const proposal = peer.Proposal.deserializeBinary(signed.getProposalBytes_asU8());
  const header = common.Header.deserializeBinary(proposal.getHeader_asU8());
  const channelHeader = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
  const signatureHeader = common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8());
  const channel = channelHeader.getChannelId();
  if (channel === '') throw new Error('no channel id provided');
  const content = peer.ChaincodeProposalPayload.deserializeBinary(proposal.getPayload_asU8());
  const { chaincode, input } = readCall(content, channelHeader);
  const payload = new peer.ChaincodeProposalPayload();
  payload.setInput(content.getInput_asU8());
  return {
    signed,
    header,
    channelHeader,
    creator: signatureHeader.getCreator_asU8(),
    nonce: signatureHeader.getNonce_asU8(),
    transactionId: channelHeader.getTxId(),
    channel,
    chaincode,
    input,
    payload: encode(payload),
    hasTransient: content.getTransientmapMap().getLength() > 0,
  };
}

/** The hash that ties a proposal response to its proposal; transient data is no part of it. */
export function proposalHash({ header, payload }: Proposal): Buffer {
  return sha256(header.getChannelHeader_asU8(), header.getSignatureHeader_asU8(), payload);
}

function readCall(
  content: peer.ChaincodeProposalPayload,
  channelHeader: common.ChannelHeader,
): { chaincode: string; input: peer.ChaincodeInput } {
  const where = `channel id [${channelHeader.getChannelId()}]`;
  const spec = peer.ChaincodeInvocationSpec.deserializeBinary(content.getInput_asU8()).getChaincodeSpec();
  if (!spec) throw new Error(`no chaincode spec is provided, ${where}`);
  if (!spec.getChaincodeId()?.getName()) throw new Error(`no chaincode name is provided, ${where}`);
  const extension = peer.ChaincodeHeaderExtension.deserializeBinary(channelHeader.getExtension_asU8());
  const chaincode = extension.getChaincodeId()?.getName() ?? '';
  if (chaincode === '') throw new Error('ChaincodeHeaderExtension.ChaincodeId.Name is empty');
  const input = spec.getInput();
  if (!input) throw new Error('chaincode input did not contain any input');
  return { chaincode, input };
}
