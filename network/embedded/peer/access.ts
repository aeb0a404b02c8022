// SPDX-License-Identifier: Apache-2.0
import type { ChannelConfig } from '../config/channel-config.js';
import { sha256 } from '../hash.js';
import { CLOCK_SKEW_MAX_MS } from '../limits.js';
import { buffer, common } from '../protos/index.js';
import type { Proposal } from './proposal.js';

/** The policies of the application group that guard a peer. */
export type ChannelPolicy = 'Readers' | 'Writers';

/** Fabric's text for a channel policy that a signature does not satisfy. */
export function policyRefusal(channel: string, policy: ChannelPolicy): string {
  const path = `/Channel/Application/${policy}`;
  return (
    `Failed evaluating policy on signed data during check policy on channel [${channel}] with policy [${path}]: ` +
    `[${implicitRefusal(policy)}]`
  );
}

/** Fabric's text for an implicit ANY policy that no part satisfies. */
export function implicitRefusal(policy: ChannelPolicy): string {
  return (
    'implicit policy evaluation failed - 0 sub-policies were satisfied, ' +
    `but this policy requires 1 of the '${policy}' sub-policies to be satisfied`
  );
}

/**
 * What Fabric's authentication filters refuse before a peer even looks (core/handlers/auth/filter): a certificate that
 * ran out, a clock that is far off. Answers the text, or undefined.
 */
export function authenticationFault(
  proposal: Proposal,
  config: ChannelConfig,
  now = Date.now(),
): string | undefined {
  if (config.msps.deserialize(proposal.creator)?.isExpired(now)) return 'proposal client identity expired';
  return clockFault(proposal.channelHeader, now);
}

/** Why the timestamp of a header is refused, or undefined. */
export function clockFault(header: common.ChannelHeader, now = Date.now()): string | undefined {
  const time = header.getTimestamp()?.toDate();
  if (!time) return 'request unauthorized due to missing timestamp';
  if (Math.abs(time.getTime() - now) <= CLOCK_SKEW_MAX_MS) return undefined;
  return (
    `request unauthorized due to incorrect timestamp ${time.toISOString()}, ` +
    `peer time ${new Date(now).toISOString()}`
  );
}

/** Why a proposal is not worth simulating, in Fabric's words, or undefined (core/endorser/endorser.go, preProcess). */
export function proposalFault(
  proposal: Proposal,
  config: ChannelConfig,
  isKnown: (transactionId: string) => boolean,
): string | undefined {
  const form = formFault(proposal);
  if (form) return `error validating proposal: ${form}`;
  const { channel, creator, transactionId, signed, chaincode } = proposal;
  const denied = `error validating proposal: access denied: channel [${channel}] creator org`;
  const identity = config.msps.deserialize(creator);
  if (!identity) return `${denied} unknown, creator is malformed`;
  const signature = signed.getSignature_asU8();
  const signer = config.msps.signer({ data: signed.getProposalBytes_asU8(), identity: creator, signature });
  if (!signer) return `${denied} [${identity.mspId}]`;
  if (isKnown(transactionId)) {
    return `duplicate transaction found [${transactionId}]. Creator [${buffer(creator).toString('hex')}]`;
  }
  if (SYSTEM_CHAINCODES.has(chaincode)) return undefined; // they ask for their own policies
  return config.allows('/Channel/Application/Writers', identity)
    ? undefined
    : policyRefusal(channel, 'Writers');
}

/** System chaincodes that a peer answers itself. */
export const SYSTEM_CHAINCODES: ReadonlySet<string> = new Set(['qscc', 'cscc']);

function formFault({ channelHeader, nonce, creator, transactionId }: Proposal): string | undefined {
  const { ENDORSER_TRANSACTION, CONFIG } = common.HeaderType;
  const types: readonly number[] = [ENDORSER_TRANSACTION, CONFIG];
  if (!types.includes(channelHeader.getType())) return 'invalid header type';
  if (channelHeader.getEpoch() !== 0) return 'epoch is non-zero';
  if (nonce.length === 0) return 'nonce is empty';
  if (creator.length === 0) return 'creator is empty';
  const expected = sha256(nonce, creator).toString('hex');
  if (transactionId === expected) return undefined;
  return `incorrectly computed txid '${transactionId}' -- expected '${expected}'`;
}
