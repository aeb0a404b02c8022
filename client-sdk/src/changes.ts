// SPDX-License-Identifier: Apache-2.0
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { Change } from './answers.js';
import { ChainShareError, GatewayFaultError } from './errors.js';
import { readStream } from './http/byte-stream.js';
import { pause, pauseMs } from './http/retry.js';
import type { Transport } from './http/transport.js';
import { EVENT_CHARACTERS_MAX, STREAM_SILENCE_MS } from './limits.js';

/** Which changes to follow. */
export interface ChangesOptions {
  /**
   * Id of the last change that was seen; `0` = from the oldest kept. Absent = from now, that is from when the first
   * connection stands: whoever must miss nothing keeps the last id and gives it here.
   */
  readonly since?: string;
  readonly kind?: string | readonly string[];
  /** Ends the stream. */
  readonly signal?: AbortSignal;
  /** A stream silent for longer is opened anew. */
  readonly silenceMs?: number;
}

/**
 * Follows what changes, for ever: a lost connection is opened again behind the last change that was delivered, so none
 * is lost and none comes twice.
 *
 * @throws ChainShareError when opening it again is of no use, e.g. NotFoundError `CURSOR_GONE` when `since` is too old
 */
export async function* followChanges(
  transport: Transport,
  options: ChangesOptions = {},
): AsyncGenerator<Change> {
  let last: string | undefined;
  let failures = 0;
  const ended = (): boolean => options.signal?.aborted === true;
  while (!ended()) {
    try {
      for await (const change of openStream(transport, options, last)) {
        failures = 0;
        last = change.id;
        yield change;
      }
    } catch (error) {
      if (ended()) return;
      if (!(error instanceof ChainShareError) || !error.retryable) throw error;
    }
    failures++;
    await pause(pauseMs(failures, transport.retry), options.signal);
  }
}

async function* openStream(
  transport: Transport,
  { since, kind, signal, silenceMs = STREAM_SILENCE_MS }: ChangesOptions,
  last: string | undefined,
): AsyncGenerator<Change> {
  const arrived: EventSourceMessage[] = [];
  const parser = createParser({
    maxBufferSize: EVENT_CHARACTERS_MAX,
    onEvent: (event) => arrived.push(event),
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') throw badEvent(error);
    },
  });
  const decoder = new TextDecoder();
  const pieces = readStream(transport, {
    method: 'GET',
    path: '/v1/changes',
    query: { since: last === undefined ? since : undefined, kind },
    headers: { accept: 'text/event-stream', ...(last === undefined ? {} : { 'last-event-id': last }) },
    repeat: 'always',
    what: 'The stream of changes',
    silenceMs,
    signal,
  });
  for await (const piece of pieces) {
    parser.feed(decoder.decode(piece, { stream: true }));
    for (const event of arrived.splice(0)) yield parseChange(event);
  }
}

function parseChange(event: EventSourceMessage): Change {
  try {
    return JSON.parse(event.data) as Change;
  } catch (cause) {
    throw badEvent(cause);
  }
}

function badEvent(cause: unknown): GatewayFaultError {
  const facts = { code: 'BAD_ANSWER', status: undefined, retryable: false, cause };
  return new GatewayFaultError('The gateway sent a change that cannot be read', facts);
}
