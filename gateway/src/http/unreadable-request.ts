// SPDX-License-Identifier: Apache-2.0
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { ErrorCode } from '../error-codes.js';
import { GatewayError } from '../errors.js';
import { originOf } from './exchange.js';
import { languages } from './language.js';
import { HEADER_BYTES_MAX, LINGER_MS } from './limits.js';
import { PROBLEM_TYPE, toProblem } from './problem.js';
import { requestIdFrom } from './request-id.js';

/** What is wrong with a request, by what Node calls it; everything else is no HTTP. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'HEAD_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
};

/**
 * Answers what cannot be read as a request with a problem like any other, where Node would send a bare status. What
 * its sender still sends is dropped for a while: a connection that is closed on unread bytes takes the answer along.
 */
export function refuseUnreadable(server: Server, publicUrl: string | undefined): void {
  const answered = new WeakSet<Socket>();
  const asked = new WeakMap<Socket, number>();
  const count = (socket: Socket, difference: 1 | -1): void => {
    asked.set(socket, (asked.get(socket) ?? 0) + difference);
  };
  server.on('request', ({ socket }, response) => {
    count(socket, 1);
    response.once('close', () => {
      count(socket, -1);
    });
  });
  server.on('clientError', (failure: NodeJS.ErrnoException, socket: Socket) => {
    if (answered.has(socket)) return;
    // Where an answer is under way, or nobody hears it, there is nothing to say.
    if (!socket.writable || failure.code === 'ECONNRESET' || (asked.get(socket) ?? 0) > 0) {
      socket.destroy();
      return;
    }
    answered.add(socket);
    socket.end(answerTo(failure, originOf({ socket }, publicUrl)));
    const linger = setTimeout(() => socket.destroy(), LINGER_MS);
    socket.once('close', () => {
      clearTimeout(linger);
    });
  });
}

/** The request's own language is unknown: its headers were not read. */
function answerTo({ code = '' }: NodeJS.ErrnoException, origin: string): string {
  const [language] = languages;
  const error = new GatewayError(CODES[code] ?? 'NOT_HTTP', { facts: { limit: HEADER_BYTES_MAX } });
  const requestId = requestIdFrom(undefined);
  const problem = toProblem(error, { language, origin, requestId });
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    'Connection: close',
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Language: ${language}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
