// SPDX-License-Identifier: Apache-2.0
import { status, type sendUnaryData, type ServerUnaryCall, type ServerWritableStream } from '@grpc/grpc-js';
import { GATEWAY_CALLS_MAX } from '../limits.js';
import type { gateway } from '../protos/index.js';
import { chaincodeEvents } from './chaincode-events.js';
import { commitStatus, submit } from './commit-requests.js';
import { endorse } from './endorse.js';
import { evaluate } from './evaluate.js';
import { goneSignal } from './event-stream.js';
import type { GatewayContext } from './gateway-context.js';
import { RpcError, toStatus } from './rpc-error.js';

type Handler<Request, Response> = (
  context: GatewayContext,
  request: Request,
  signal: AbortSignal,
) => Promise<Response>;

/** Counts calls; a waiting commit status and an open event stream take a place like any other. */
class CallLimit {
  #calls = 0;

  async run<T>(call: () => Promise<T>): Promise<T> {
    if (this.#calls >= GATEWAY_CALLS_MAX) {
      throw new RpcError(
        status.UNKNOWN,
        `too many requests for /gateway.Gateway, exceeding concurrency limit (${GATEWAY_CALLS_MAX})`,
      );
    }
    this.#calls++;
    try {
      return await call();
    } finally {
      this.#calls--;
    }
  }
}

/** The handlers of `gateway.Gateway` for one peer. */
export function gatewayService(context: GatewayContext): gateway.IGatewayServer {
  const limit = new CallLimit();
  const unary =
    <Request, Response>(handler: Handler<Request, Response>) =>
    (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>): void => {
      const run = async (): Promise<Response> => handler(context, call.request, goneSignal(call));
      limit.run(run).then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback(toStatus(error));
        },
      );
    };
  return {
    evaluate: unary(evaluate),
    endorse: unary(endorse),
    submit: unary(submit),
    commitStatus: unary(commitStatus),
    chaincodeEvents: (
      stream: ServerWritableStream<gateway.SignedChaincodeEventsRequest, gateway.ChaincodeEventsResponse>,
    ): void => {
      limit
        .run(() => chaincodeEvents(context, stream))
        .catch((error: unknown) => stream.emit('error', toStatus(error)));
    },
  };
}
