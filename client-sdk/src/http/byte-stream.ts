// SPDX-License-Identifier: Apache-2.0
import { ChainShareError, UnavailableError } from '../errors.js';
import type { Call, Transport } from './transport.js';

/** A call whose answer has no bound in time, and when it is given up all the same. */
export interface StreamCall extends Omit<Call, 'timeoutMs'> {
  /** Names it in the error: "The export broke off". */
  readonly what: string;
  /** How long nothing may come; the time in which whoever reads it does something else does not count. */
  readonly silenceMs: number;
}

/**
 * Reads the answer to a call piece by piece, as it comes.
 *
 * @throws ChainShareError; UnavailableError `STREAM_BROKEN` when it breaks off or goes silent
 */
export async function* readStream(
  transport: Transport,
  { what, silenceMs, ...call }: StreamCall,
): AsyncGenerator<Uint8Array> {
  const silence = new Silence(silenceMs);
  const signal = call.signal === undefined ? silence.signal : AbortSignal.any([silence.signal, call.signal]);
  try {
    silence.begin();
    const body = await transport.send({ ...call, timeoutMs: null, signal }, (answer) =>
      Promise.resolve(answer.body),
    );
    if (body !== null) yield* piecesOf(body, silence);
  } catch (cause) {
    if (cause instanceof ChainShareError || call.signal?.aborted === true) throw cause;
    const facts = { code: 'STREAM_BROKEN', status: undefined, retryable: true, cause };
    throw new UnavailableError(`${what} broke off`, facts);
  } finally {
    silence.end();
  }
}

async function* piecesOf(body: ReadableStream<Uint8Array>, silence: Silence): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      silence.begin();
      const { done, value } = await reader.read();
      silence.end();
      if (done) return;
      yield value;
    }
  } finally {
    // Whoever leaves the loop early must not leave the connection open.
    await reader.cancel().catch(() => undefined);
  }
}

/** Aborts when nothing was heard for a while. */
class Silence {
  readonly #controller = new AbortController();
  readonly #ms: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ms: number) {
    this.#ms = ms;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  begin(): void {
    this.end();
    this.#timer = setTimeout(() => {
      this.#controller.abort(new Error(`silent for ${this.#ms} ms`));
    }, this.#ms);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
