// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import type { ErrorCode } from './error-codes.js';

/** One fault of the input, at its place: `row` and `column` for tables, `pointer` (RFC 6901) for JSON. */
export interface Fault {
  readonly row?: number;
  readonly column?: string;
  readonly pointer: string;
  readonly code: string;
  /** English sentence; the code is what programs read. */
  readonly message: string;
  /** For a column that is unknown: those of the kind that are most like it. */
  readonly near?: readonly string[];
  /** For a column that is unknown: the address at which its meaning can be kept. */
  readonly mapping?: string;
  /** For a code that is unknown: a record that makes it known. */
  readonly fix?: { readonly kind: string; readonly record: JsonObject };
}

/** What an error may carry beside its code. Never a payload: texts reach logs and other people's screens. */
export interface ErrorFacts {
  /** Values for the placeholders of the code's sentences, e.g. `{ kind: 'inventory' }`. */
  readonly facts?: Readonly<Record<string, string | number>>;
  /** The first faults, at most `FAULTS_MAX`. */
  readonly errors?: readonly Fault[];
  /** How many faults there are in all. */
  readonly errorCount?: number;
  readonly transactionId?: string;
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** A failure that was foreseen: it has a stable code, and `error-codes.ts` knows its status and its sentences. */
export class GatewayError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorFacts;

  constructor(code: ErrorCode, details: ErrorFacts = {}) {
    super(code, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'GatewayError';
    this.code = code;
    this.details = details;
  }
}
