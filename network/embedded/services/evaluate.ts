// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import { gateway } from '../protos/index.js';
import type { GatewayContext } from './gateway-context.js';
import { isKnownChaincode, unpack } from './gateway-context.js';
import { ask, detailOf } from './outcome.js';
import { RpcError, type PeerDetail } from './rpc-error.js';

/** Runs a proposal on one peer and answers the chaincode's result (internal/pkg/gateway/evaluate.go). */
export async function evaluate(
  context: GatewayContext,
  request: gateway.EvaluateRequest,
): Promise<gateway.EvaluateResponse> {
  const proposal = unpack(request.getProposedTransaction());
  const { channel, chaincode } = proposal;
  if (channel !== context.channel.name) {
    throw new RpcError(
      status.UNAVAILABLE,
      `failed to get config for channel [${channel}]: could not get last config for channel ${channel}`,
    );
  }
  const { directory } = context;
  const targets = request.getTargetOrganizationsList();
  // Transient data stays in the own organisation unless the client names others.
  const wanted = proposal.hasTransient && targets.length === 0 ? [directory.own.mspId] : targets;
  const candidates = directory.members().filter(({ mspId }) => wanted.length === 0 || wanted.includes(mspId));
  if (candidates.length === 0 || !isKnownChaincode(context, proposal)) {
    throw new RpcError(
      status.FAILED_PRECONDITION,
      `no peers available to evaluate chaincode ${chaincode} in channel ${channel}`,
    );
  }
  const details: PeerDetail[] = [];
  let code = status.UNAVAILABLE;
  for (const peer of candidates) {
    const outcome = await ask(peer, proposal, directory.own);
    if (outcome.code === status.OK) {
      const response = new gateway.EvaluateResponse();
      response.setResult(outcome.result?.response);
      return response;
    }
    details.push(detailOf(outcome));
    code = outcome.code;
    if (!outcome.isRetryable) {
      throw new RpcError(code, `evaluate call to endorser returned error: ${outcome.message}`, details);
    }
  }
  throw new RpcError(code, 'failed to evaluate transaction, see attached details for more info', details);
}
