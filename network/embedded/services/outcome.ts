// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import type { Proposal } from '../peer/proposal.js';
import type { ProposalResult } from '../peer/endorser.js';
import type { EndorsingPeer } from './directory.js';
import type { PeerDetail } from './rpc-error.js';

/** One peer's answer and what it means for the gateway. */
export interface Outcome {
  readonly peer: EndorsingPeer;
  readonly result: ProposalResult | undefined;
  readonly code: status;
  readonly message: string;
  /** Whether another peer may do better. */
  readonly isRetryable: boolean;
}

/**
 * Asks a peer. Calls to other organisations' peers go over the network in Fabric, which shows in the texts
 * (internal/pkg/gateway/apiutils.go, responseStatus).
 */
export async function ask(peer: EndorsingPeer, proposal: Proposal, own: EndorsingPeer): Promise<Outcome> {
  const unavailable = (message: string): Outcome => ({
    peer,
    result: undefined,
    code: status.UNAVAILABLE,
    message,
    isRetryable: true,
  });
  if (!peer.isRunning) {
    return unavailable(
      'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: ' +
        `dial tcp ${peer.address}: connect: connection refused"`,
    );
  }
  const result = await peer.process(proposal);
  if (result.unavailable !== undefined) {
    const isLocal = peer === own;
    return unavailable(
      isLocal ? result.unavailable : `rpc error: code = Unknown desc = ${result.unavailable}`,
    );
  }
  return { peer, result, ...judge(result) };
}

/** What a peer said, in the form of an error detail. */
export function detailOf({ peer, message }: Outcome): PeerDetail {
  return { address: peer.address, mspId: peer.mspId, message };
}

function judge(result: ProposalResult): Pick<Outcome, 'code' | 'message' | 'isRetryable'> {
  if (result.refused !== undefined) {
    return { code: status.FAILED_PRECONDITION, message: result.refused, isRetryable: false };
  }
  const { response, payload } = result;
  const code = response.getStatus();
  if (code >= 200 && code < 400) return { code: status.OK, message: '', isRetryable: false };
  if (!payload && code === 500) {
    return { code: status.ABORTED, message: response.getMessage(), isRetryable: true };
  }
  const message = `chaincode response ${code}, ${response.getMessage()}`;
  return { code: status.UNKNOWN, message, isRetryable: false };
}
