// SPDX-License-Identifier: Apache-2.0
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it arrived. */
export interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers a request; may keep the response open, or destroy it. */
export type Handler = (request: Arrived, response: ServerResponse) => void | Promise<void>;

/** A real HTTP server that answers as the handlers of a test say, one after the other; the last one stays. */
export class ScriptedGateway {
  readonly arrived: Arrived[] = [];
  readonly #handlers: Handler[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('error', () => undefined);
      request.on('end', () => {
        const url = new URL(request.url ?? '/', 'http://gateway');
        const body = Buffer.concat(chunks).toString();
        const { method = '', headers } = request;
        const arrived = { method, path: url.pathname, query: url.searchParams, headers, body };
        this.arrived.push(arrived);
        const handler = this.#handlers.length > 1 ? this.#handlers.shift() : this.#handlers[0];
        void handler?.(arrived, response);
      });
    });
  }

  /** Base URL. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** What is answered from now on. */
  script(...handlers: readonly Handler[]): void {
    this.arrived.length = 0;
    this.#handlers.splice(0, this.#handlers.length, ...handlers);
  }
}

/** Answers JSON. */
export function json(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Handler {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(value));
  };
}

/** Answers a problem document (RFC 9457). */
export function problem(
  status: number,
  value: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): Handler {
  return json(
    status,
    { type: 'about:blank', status, ...value },
    { 'content-type': 'application/problem+json', ...headers },
  );
}

/** Breaks the connection without an answer. */
export const hangUp: Handler = (_, response) => {
  response.destroy();
};

/** What a page of a list is based on. */
export const BASIS = { asOfBlock: 7, pending: 0, withheld: [] };
