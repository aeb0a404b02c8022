// SPDX-License-Identifier: Apache-2.0
import { STATUS_CODES } from 'node:http';
import { ERROR_CODES, type ErrorCode, type ErrorEntry } from '../error-codes.js';
import { GatewayError, type ErrorFacts, type Fault } from '../errors.js';
import type { Language } from './language.js';

/** Media type of every refusal (RFC 9457). */
export const PROBLEM_TYPE = 'application/problem+json';

/** What a refused caller reads. `code` never changes, `detail` is in the caller's language. */
export interface Problem {
  /** Address of the page that explains the code. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  /** The first faults, at most `FAULTS_MAX`. */
  readonly errors?: readonly Fault[];
  /** How many faults there are in all. */
  readonly errorCount?: number;
  readonly requestId: string;
  readonly transactionId?: string;
  /** Whether the same request may succeed later without being changed. */
  readonly retryable: boolean;
}

/** Whom a problem is told, and where. */
export interface ProblemContext {
  readonly language: Language;
  /** Base address of this gateway, on which the pages of the codes lie. */
  readonly origin: string;
  readonly requestId: string;
}

/** States a refusal as RFC 9457 wants it. */
export function toProblem(error: GatewayError, context: ProblemContext): Problem {
  const { code, details } = error;
  const entry: ErrorEntry = ERROR_CODES[code];
  return {
    type: `${context.origin}/docs/errors#${code}`,
    title: STATUS_CODES[entry.status] ?? code,
    status: entry.status,
    detail: fill(entry[context.language], details.facts ?? {}),
    code,
    ...(details.errors !== undefined && { errors: details.errors }),
    ...(details.errorCount !== undefined && { errorCount: details.errorCount }),
    requestId: context.requestId,
    ...(details.transactionId !== undefined && { transactionId: details.transactionId }),
    retryable: entry.retryable,
  };
}

/** The headers that belong to a refusal: the challenge of RFC 6750 section 3, Retry-After, the language. */
export function problemHeaders(
  error: GatewayError,
  language: Language,
  realm: string,
): Record<string, string> {
  const headers: Record<string, string> = { 'Content-Language': language, Vary: 'Accept-Language' };
  const { retryAfterSeconds, facts } = error.details;
  if (retryAfterSeconds !== undefined) headers['Retry-After'] = String(retryAfterSeconds);
  if (error.code === 'UNAUTHENTICATED') headers['WWW-Authenticate'] = `Bearer realm="${realm}"`;
  if (error.code === 'ACCESS_DENIED') {
    headers['WWW-Authenticate'] =
      `Bearer realm="${realm}", error="insufficient_scope", scope="${facts?.['scope'] ?? ''}"`;
  }
  if (error.code === 'METHOD_NOT_ALLOWED') headers['Allow'] = String(facts?.['allowed'] ?? '');
  return headers;
}

type Facts = NonNullable<ErrorFacts['facts']>;

function fill(sentence: string, facts: Facts): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(facts[name] ?? place));
}
