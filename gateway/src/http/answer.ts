// SPDX-License-Identifier: Apache-2.0
import type { ChangeEvent } from '../services.js';

/** Headers of an answer by name. */
export type Headers = Readonly<Record<string, string>>;

/** What a route answers, before it becomes bytes on a connection. */
export type Answer = WholeAnswer | PiecewiseAnswer | EventAnswer;

/** Media type of JSON (RFC 8259). */
export const JSON_TYPE = 'application/json';

/** An answer that is sent at once; without `body`, a 204. */
export interface WholeAnswer {
  readonly status: number;
  readonly headers?: Headers;
  readonly body?: string | Uint8Array;
}

/** An answer whose text is made while it is sent, so its length is not known before. */
export interface PiecewiseAnswer {
  readonly status: number;
  readonly headers?: Headers;
  readonly pieces: AsyncIterable<string | Uint8Array>;
}

/** An answer that goes on until one side ends it. */
export interface EventAnswer {
  readonly status: 200;
  readonly events: AsyncIterable<ChangeEvent>;
}

/** A JSON answer. */
export function json(status: number, value: object, headers: Headers = {}): WholeAnswer {
  return { status, headers: { 'Content-Type': JSON_TYPE, ...headers }, body: JSON.stringify(value) };
}

/** An answer of bytes or text of a stated type. */
export function content(type: string, body: string | Uint8Array, headers: Headers = {}): WholeAnswer {
  return { status: 200, headers: { 'Content-Type': type, ...headers }, body };
}
