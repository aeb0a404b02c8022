// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import { gateway, type peer } from '../protos/index.js';
import { requireReader, type GatewayContext } from './gateway-context.js';
import { RpcError } from './rpc-error.js';

/** Hands a signed transaction to the orderer (internal/pkg/gateway/submit.go). */
export function submit(
  context: GatewayContext,
  request: gateway.SubmitRequest,
): Promise<gateway.SubmitResponse> {
  const envelope = request.getPreparedTransaction();
  if (!envelope) throw new RpcError(status.INVALID_ARGUMENT, 'a prepared transaction is required');
  if (envelope.getSignature_asU8().length === 0) {
    throw new RpcError(status.INVALID_ARGUMENT, 'prepared transaction must be signed');
  }
  const answer = context.orderer.broadcast(envelope);
  if (answer.status === 'SUCCESS') return Promise.resolve(new gateway.SubmitResponse());
  if (answer.status === 'SERVICE_UNAVAILABLE') {
    throw new RpcError(status.UNAVAILABLE, 'no orderers could successfully process transaction');
  }
  throw new RpcError(
    status.ABORTED,
    `received unsuccessful response from orderer: status=${answer.status}, info=${answer.info}`,
  );
}

/** Waits until a transaction is committed (internal/pkg/gateway/commitstatus.go). */
export async function commitStatus(
  context: GatewayContext,
  signed: gateway.SignedCommitStatusRequest,
  signal: AbortSignal,
): Promise<gateway.CommitStatusResponse> {
  const data = signed.getRequest_asU8();
  if (data.length === 0) throw new RpcError(status.INVALID_ARGUMENT, 'a commit status request is required');
  const request = gateway.CommitStatusRequest.deserializeBinary(data);
  const identity = request.getIdentity_asU8();
  if (identity.length === 0) throw new RpcError(status.INVALID_ARGUMENT, 'no identity provided');
  if (request.getChannelId() === '') throw new RpcError(status.INVALID_ARGUMENT, 'no channel ID provided');
  if (request.getTransactionId() === '') {
    throw new RpcError(status.INVALID_ARGUMENT, 'transaction ID should not be empty');
  }
  requireReader(context, { identity, data, signature: signed.getSignature_asU8() });
  const { code, block } = await context.feed.committed(request.getTransactionId(), signal);
  const response = new gateway.CommitStatusResponse();
  response.setResult(code as peer.TxValidationCodeMap[keyof peer.TxValidationCodeMap]);
  response.setBlockNumber(block);
  return response;
}
