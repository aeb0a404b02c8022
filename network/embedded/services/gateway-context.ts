// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import type { Channel } from '../channel/channel.js';
import type { BlockFeed } from '../commit/block-feed.js';
import type { Orderer } from '../ordering/orderer.js';
import { policyRefusal, SYSTEM_CHAINCODES } from '../peer/access.js';
import { unpackProposal, type Proposal } from '../peer/proposal.js';
import type { peer } from '../protos/index.js';
import type { ChannelStore } from '../storage/channel-store.js';
import type { PeerDirectory } from './directory.js';
import type { Planner } from './plan.js';
import { RpcError } from './rpc-error.js';

/** What the gateway of one peer works with. */
export interface GatewayContext {
  readonly channel: Channel;
  readonly store: ChannelStore;
  readonly feed: BlockFeed;
  readonly orderer: Orderer;
  readonly directory: PeerDirectory;
  readonly planner: Planner;
}

/**
 * Takes a proposal apart.
 * @throws RpcError INVALID_ARGUMENT when it is not one.
 */
export function unpack(signed: peer.SignedProposal | undefined): Proposal {
  try {
    return unpackProposal(signed);
  } catch (error) {
    const reason = `failed to unpack transaction proposal: ${(error as Error).message}`;
    throw new RpcError(status.INVALID_ARGUMENT, reason);
  }
}

/** Whether the channel has the chaincode that a proposal calls. */
export function isKnownChaincode({ channel }: GatewayContext, proposal: Proposal): boolean {
  if (proposal.channel !== channel.name) return false;
  return SYSTEM_CHAINCODES.has(proposal.chaincode) || channel.definition(proposal.chaincode) !== undefined;
}

/**
 * Makes sure that a request is signed by a reader of the channel.
 * @throws RpcError PERMISSION_DENIED when it is not.
 */
export function requireReader(
  { channel }: GatewayContext,
  signed: { identity: Uint8Array; data: Uint8Array; signature: Uint8Array },
): void {
  if (channel.config.satisfies('/Channel/Application/Readers', [signed])) return;
  throw new RpcError(status.PERMISSION_DENIED, policyRefusal(channel.name, 'Readers'));
}
