// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from './verify/index.js';

/** One fault of the input, at its place: `row` and `column` for tables, `pointer` (RFC 6901) for JSON. */
export interface Fault {
  readonly row?: number;
  readonly column?: string;
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
  /** For a column that is unknown: those of the kind that are most like it. */
  readonly near?: readonly string[];
  /** For a column that is unknown: the address at which its meaning can be kept. */
  readonly mapping?: string;
  /** For a code that is unknown: a record that makes it known, to be published as it is. */
  readonly fix?: { readonly kind: 'product' | 'location'; readonly record: JsonObject };
}

/** What a gateway says of a failure (RFC 9457), as far as a program needs it. */
export interface ErrorFacts {
  /** The gateway's stable code such as `INVALID_REQUEST`; for failures on the way, `UNREACHABLE` or `TIMEOUT`. */
  readonly code: string;
  /** HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;
  /** The first faults of the input, at most 1,000. */
  readonly errors?: readonly Fault[];
  /** How many faults there are in all. */
  readonly errorCount?: number;
  /** Names the call in the gateway's log. */
  readonly requestId?: string | undefined;
  readonly transactionId?: string | undefined;
  /** Whether the same call may succeed later without being changed. */
  readonly retryable: boolean;
  /** How long the gateway asks to wait before that. */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** A call to a gateway that failed. Subclasses say what can be done about it; `code` says what happened. */
export class ChainShareError extends Error {
  readonly code: string;
  readonly status: number | undefined;
  readonly errors: readonly Fault[];
  readonly errorCount: number;
  readonly requestId: string | undefined;
  readonly transactionId: string | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, facts: ErrorFacts) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = new.target.name;
    this.code = facts.code;
    this.status = facts.status;
    this.errors = facts.errors ?? [];
    this.errorCount = facts.errorCount ?? this.errors.length;
    this.requestId = facts.requestId;
    this.transactionId = facts.transactionId;
    this.retryable = facts.retryable;
    this.retryAfterMs = facts.retryAfterMs;
  }
}

/** The call itself is wrong: change it. `errors` lists the faults. */
export class RequestError extends ChainShareError {}

/** The token is missing, not valid here, or lacks a scope. */
export class AccessError extends ChainShareError {}

/** There is nothing under that name that this enterprise may know of. */
export class NotFoundError extends ChainShareError {}

/** The state of things does not allow it: done already, changed meanwhile, or never allowed. */
export class ConflictError extends ChainShareError {}

/** The gateway, or the ledger behind it, did not answer or was too busy: try later. Nothing was done. */
export class UnavailableError extends ChainShareError {}

/** It may or may not have been done. Repeat with the same idempotency key: that cannot do it twice. */
export class OutcomeUnknownError extends ChainShareError {}

/** The gateway failed, or answered what no gateway answers. */
export class GatewayFaultError extends ChainShareError {}
