// SPDX-License-Identifier: Apache-2.0
import {
  AccessError,
  ChainShareError,
  ConflictError,
  GatewayFaultError,
  NotFoundError,
  OutcomeUnknownError,
  RequestError,
  UnavailableError,
  type ErrorFacts,
} from '../errors.js';

type ErrorClass = new (message: string, facts: ErrorFacts) => ChainShareError;

/** Which class an HTTP status becomes; every other from 400 on is a fault of the request, from 500 on of the gateway. */
const CLASSES: Readonly<Record<number, ErrorClass>> = {
  401: AccessError,
  403: AccessError,
  404: NotFoundError,
  409: ConflictError,
  410: NotFoundError,
  412: ConflictError,
  429: UnavailableError,
  503: UnavailableError,
  504: OutcomeUnknownError,
};

/** What may be sent again when whoever answered did not say so itself, such as a proxy. */
const RETRYABLE = new Set([429, 502, 503, 504]);

/** The members of a problem document that are read (RFC 9457 and the API's own). */
interface Problem extends Partial<Omit<ErrorFacts, 'status' | 'retryAfterMs' | 'cause'>> {
  readonly title?: string;
  readonly detail?: string;
}

/** The error that an answer of 400 or more stands for. Reads the answer's body. */
export async function errorOfAnswer(answer: Response): Promise<ChainShareError> {
  const problem = await readProblem(answer);
  const { status } = answer;
  const ErrorOfStatus = CLASSES[status] ?? (status >= 500 ? GatewayFaultError : RequestError);
  const message =
    problem.detail ?? problem.title ?? `The gateway answered ${status} ${answer.statusText}`.trim();
  return new ErrorOfStatus(message, {
    ...problem,
    code: problem.code ?? `HTTP_${status}`,
    status,
    requestId: problem.requestId ?? answer.headers.get('x-request-id') ?? undefined,
    retryable: problem.retryable ?? RETRYABLE.has(status),
    retryAfterMs: retryAfterMs(answer.headers.get('retry-after')),
  });
}

/** Something between client and gateway may answer too, with HTML or nothing: then there is no problem document. */
async function readProblem(answer: Response): Promise<Problem> {
  const text = await answer.text();
  if (!(answer.headers.get('content-type') ?? '').includes('json')) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return {};
  }
}

/** `Retry-After` in seconds or as a date (RFC 9110 section 10.2.3), in milliseconds from now. */
function retryAfterMs(header: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
