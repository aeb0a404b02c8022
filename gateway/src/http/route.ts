// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import type { ErrorCode } from '../error-codes.js';
import type { Caller } from '../services.js';
import type { Answer } from './answer.js';
import type { Parameters, Parsed } from './parameters.js';

/** The methods that routes answer; HEAD comes with GET. */
export type Method = 'get' | 'post' | 'put' | 'delete';

/** A request as a route sees it: read, checked, and without its connection. */
export interface RouteRequest<P extends Parameters> {
  readonly caller: Caller;
  /** The parts of the path that stand in braces. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Parsed<P>;
  /** The query string as sent, without its question mark. */
  readonly search: string;
  /** Query parameters that the route does not name; empty unless it takes filters. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly header: (name: string) => string | undefined;
  /** The media type wanted, as the route's answers state it; `undefined` where they have no body. */
  readonly accepted: string | undefined;
  /** The JSON body of a route that takes one. */
  readonly body: unknown;
  /** The body as it arrives, of a route that takes files. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Ends when the caller went away or the gateway stops. */
  readonly signal: AbortSignal;
}

/** A body that a route takes: one JSON value, read whole, or a file, read by the route as it arrives. */
export interface RouteBody {
  readonly form: 'json' | 'file';
  /** Schema of the body by media type. */
  readonly content: Readonly<Record<string, JsonObject>>;
}

/** One answer that a route may give, as the OpenAPI document states it. */
export interface DocumentedAnswer {
  readonly description: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Schema of the body by media type; none for an answer without body. */
  readonly content?: Readonly<Record<string, JsonObject>>;
}

/** A request header that a route reads. */
export interface DocumentedHeader {
  readonly description: string;
  readonly required: boolean;
  readonly schema: JsonObject;
}

/**
 * What bounds a route beside its client's rate: `local` answers from this process, `ledger` asks the peer,
 * `stream` stays open.
 */
export type Lane = 'local' | 'ledger' | 'stream';

/** One address with one method: its documentation, its rules and its answer in one place. */
export interface Route<P extends Parameters = Parameters> {
  /** The operation's id in the OpenAPI document, a verb with its noun. */
  readonly id: string;
  readonly method: Method;
  /** Path with `{name}` for what varies. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Scopes of which the token needs one; none = any valid token; `public` = no token. */
  readonly scopes: readonly string[] | 'public';
  readonly lane: Lane;
  /** Seconds after which the caller is told to ask again; ANSWER_SECONDS_MAX when absent. */
  readonly secondsMax?: number;
  readonly parameters: P;
  /** What other query parameters mean; without it they are faults. */
  readonly filters?: string;
  readonly headers?: Readonly<Record<string, DocumentedHeader>>;
  readonly body?: RouteBody;
  /** Every answer that is no problem, by status. */
  readonly answers: Readonly<Record<number, DocumentedAnswer>>;
  /** Every code beyond those that its rules imply. */
  readonly errors: readonly ErrorCode[];
  answer(request: RouteRequest<P>): Answer | Promise<Answer>;
}

/** Keeps the types of a route's parameters for its answer while it is written down. */
export function route<P extends Parameters>(definition: Route<P>): Route {
  return definition;
}
