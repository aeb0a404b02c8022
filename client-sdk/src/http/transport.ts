// SPDX-License-Identifier: Apache-2.0
import { ChainShareError, GatewayFaultError, OutcomeUnknownError, UnavailableError } from '../errors.js';
import { READ_TIMEOUT_MS } from '../limits.js';
import { errorOfAnswer } from './problem.js';
import { withRetry, type RetryPolicy } from './retry.js';

/** Query parameters: undefined is left out, a list is repeated (OR). */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** What may be sent: text, bytes, or a function that opens a stream anew for every try. */
export type Body = string | Uint8Array<ArrayBuffer> | (() => ReadableStream<Uint8Array>);

/** One call to a gateway. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** From `/`, with its parts already encoded. */
  readonly path: string;
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Body;
  /** For the whole call, its answer read; null for a stream without end, which its `signal` must watch. */
  readonly timeoutMs?: number | null;
  /**
   * When it may be sent again: `always` for reading and for calls with an idempotency key, `when-refused` only after
   * the gateway said that it did nothing, `never` when its body can be read only once.
   */
  readonly repeat: 'always' | 'when-refused' | 'never';
  readonly signal?: AbortSignal | undefined;
}

/** How a client reaches its gateway. */
export interface TransportOptions {
  /** Base URL of the gateway, without `/v1`. */
  readonly gateway: string;
  readonly token: string | (() => string | Promise<string>);
  readonly fetch: typeof globalThis.fetch;
  readonly retry: RetryPolicy;
  /** Language of error texts, an `Accept-Language`. */
  readonly language: string;
}

/** Sends calls to one gateway: token, time-outs, retries, and answers of 400 and more as errors. */
export class Transport {
  readonly #options: TransportOptions;
  readonly #base: string;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#base = options.gateway.replace(/\/+$/, '');
  }

  /** How calls are tried again; event streams follow it too. */
  get retry(): RetryPolicy {
    return this.#options.retry;
  }

  /**
   * Sends a call and reads its answer; both are tried again together.
   *
   * @param read - takes what is wanted from an answer below 400
   * @throws ChainShareError of the class that fits the answer
   */
  async send<T>(call: Call, read: (answer: Response) => Promise<T>): Promise<T> {
    const once = (): Promise<T> => this.#once(call, read);
    return withRetry(once, (error) => mayRepeat(call, error), this.retry, call.signal);
  }

  /**
   * The JSON of the answer to a call. What it looks like is the gateway's contract and not checked here.
   *
   * @throws ChainShareError
   */
  async json<T>(call: Call): Promise<T> {
    return this.send({ ...call, headers: { accept: 'application/json', ...call.headers } }, readJson<T>);
  }

  async #once<T>(call: Call, read: (answer: Response) => Promise<T>): Promise<T> {
    const { token, language, fetch } = this.#options;
    const bearer = typeof token === 'string' ? token : await token();
    const headers = { authorization: `Bearer ${bearer}`, 'accept-language': language, ...call.headers };
    const request = { method: call.method, headers, ...signalOf(call), ...bodyOf(call.body) };
    try {
      const answer = await fetch(this.url(call.path, call.query), request);
      if (answer.status >= 400) throw await errorOfAnswer(answer);
      return await read(answer);
    } catch (cause) {
      const ours = cause instanceof ChainShareError || call.signal?.aborted === true;
      throw ours ? cause : noAnswer(this.#base, call, cause);
    }
  }

  /** The address of a path with query parameters. */
  url(path: string, query: Query = {}): string {
    const url = new URL(`${this.#base}${path}`);
    for (const [name, value] of Object.entries(query)) {
      if (value === undefined) continue;
      for (const one of Array.isArray(value) ? (value as readonly string[]) : [value]) {
        url.searchParams.append(name, String(one));
      }
    }
    return url.href;
  }
}

/**
 * The JSON of an answer.
 *
 * @throws GatewayFaultError when it is none
 */
export async function readJson<T>(answer: Response): Promise<T> {
  const text = await answer.text();
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    const facts = { code: 'BAD_ANSWER', status: answer.status, retryable: false, cause };
    throw new GatewayFaultError('The gateway answered something that is not JSON', facts);
  }
}

function signalOf(call: Call): RequestInit {
  const signals = call.signal === undefined ? [] : [call.signal];
  if (call.timeoutMs !== null) signals.push(AbortSignal.timeout(call.timeoutMs ?? READ_TIMEOUT_MS));
  return { signal: AbortSignal.any(signals) };
}

function bodyOf(body: Body | undefined): RequestInit {
  if (body === undefined) return {};
  // `duplex` is how fetch asks to be told that a stream is sent before the answer comes.
  return typeof body === 'function' ? { body: body(), duplex: 'half' } : { body };
}

function mayRepeat({ repeat }: Call, error: ChainShareError): boolean {
  if (!error.retryable || repeat === 'never') return false;
  return repeat === 'always' || error.status === 429 || error.status === 503;
}

function noAnswer(gateway: string, call: Call, cause: unknown): ChainShareError {
  const timedOut = cause instanceof Error && cause.name === 'TimeoutError';
  const what = timedOut ? 'did not answer in time' : 'cannot be reached';
  const ErrorClass = call.method === 'GET' ? UnavailableError : OutcomeUnknownError;
  return new ErrorClass(`The gateway at ${gateway} ${what}`, {
    code: timedOut ? 'TIMEOUT' : 'UNREACHABLE',
    status: undefined,
    retryable: true,
    cause,
  });
}
