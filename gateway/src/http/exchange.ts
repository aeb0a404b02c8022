// SPDX-License-Identifier: Apache-2.0
import type { Request, Response } from 'express';
import type { Caller } from '../services.js';

/** What the steps of one exchange know of it, beside its connection. */
export interface Exchange {
  readonly requestId: string;
  readonly startedAt: bigint;
  /** The path of the route with its braces, so that logs and metrics have few labels and no ids. */
  route: string;
  /** Absent for a public route and until the token was checked. */
  caller?: Caller;
  /** The code of the refusal, if it was one. */
  code?: string;
}

const exchanges = new WeakMap<Response, Exchange>();

/** Begins an exchange; its steps find it again by its response. */
export function beginExchange(response: Response, exchange: Exchange): void {
  exchanges.set(response, exchange);
}

/** The exchange of a response. */
export function exchangeOf(response: Response): Exchange {
  const exchange = exchanges.get(response);
  if (exchange === undefined) throw new Error('the exchange was not begun');
  return exchange;
}

/**
 * The base address of the gateway: the configured one, else the one at which the request arrived. The Host
 * header is not asked, since anybody may write it.
 */
export function originOf({ socket }: Pick<Request, 'socket'>, publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return publicUrl.replace(/\/+$/, '');
  const { localAddress = '127.0.0.1', localPort = 0 } = socket;
  const host = localAddress.replace(/^::ffff:/, '');
  return `http://${host.includes(':') ? `[${host}]` : host}:${localPort}`;
}
