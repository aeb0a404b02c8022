// SPDX-License-Identifier: Apache-2.0
import { ERROR_CODES, type ErrorCode } from '../error-codes.js';
import { GatewayError, type ErrorFacts } from '../errors.js';

/** An error on its way between threads: cloning an Error drops everything but its message. */
export interface TransferredError {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
  readonly stack: string | undefined;
  readonly details: ErrorFacts | undefined;
}

/** Takes an error apart for another thread. The cause stays behind: it need not be cloneable. */
export function transferError(error: unknown): TransferredError {
  if (!(error instanceof Error)) {
    return { name: 'Error', message: String(error), code: undefined, stack: undefined, details: undefined };
  }
  const { name, message, stack } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { name, message, code, stack, details: detailsOf(error) };
}

/** Puts an error together again; a `GatewayError` is one again, another keeps its name, code and stack. */
export function reviveError(transferred: TransferredError): Error {
  const { name, message, code, stack, details } = transferred;
  if (details !== undefined && code !== undefined && code in ERROR_CODES) {
    return new GatewayError(code as ErrorCode, details);
  }
  const error = new Error(message);
  return Object.assign(error, { name, stack: stack ?? error.stack }, code === undefined ? {} : { code });
}

function detailsOf(error: Error): ErrorFacts | undefined {
  if (!(error instanceof GatewayError)) return undefined;
  const details: { -readonly [K in keyof ErrorFacts]: ErrorFacts[K] } = { ...error.details };
  delete details.cause;
  return details;
}
