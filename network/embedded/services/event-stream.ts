// SPDX-License-Identifier: Apache-2.0
import type { ServerDuplexStream, ServerWritableStream } from '@grpc/grpc-js';

/** A stream to one client. */
export type ClientStream<Response> =
  ServerWritableStream<unknown, Response> | ServerDuplexStream<unknown, Response>;

/** A signal that fires when the client is gone, whichever way. */
export function goneSignal(stream: {
  on(event: 'cancelled' | 'close' | 'error', listener: () => void): unknown;
}): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort();
  };
  stream.on('cancelled', abort);
  stream.on('close', abort);
  stream.on('error', abort);
  return controller.signal;
}

/** Writes a message and waits while the client reads more slowly than blocks arrive. */
export async function send<Response>(
  stream: ClientStream<Response>,
  response: Response,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted || stream.write(response)) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    stream.once('drain', done);
    signal.addEventListener('abort', done);
  });
}
