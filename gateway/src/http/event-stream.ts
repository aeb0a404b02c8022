// SPDX-License-Identifier: Apache-2.0
import type { ServerResponse } from 'node:http';
import type { ChangeEvent } from '../services.js';
import { drained } from './drained.js';
import { PING_SECONDS, RECONNECT_MS, STALLED_READER_SECONDS } from './limits.js';

/** Media type of server-sent events (WHATWG HTML, section 9.2). */
export const EVENT_STREAM_TYPE = 'text/event-stream';

/** The pace of a stream; tests run it faster. */
export interface StreamPace {
  readonly pingSeconds: number;
  readonly stalledSeconds: number;
}

const normalPace: StreamPace = { pingSeconds: PING_SECONDS, stalledSeconds: STALLED_READER_SECONDS };

/**
 * Writes events until their source ends. The next event is asked for when the connection has taken the one
 * before, so a slow reader costs one event of memory; one that takes nothing for long is cut off, and resumes.
 */
export async function writeEvents(
  response: ServerResponse,
  events: AsyncIterable<ChangeEvent>,
  pace: StreamPace = normalPace,
): Promise<void> {
  response.writeHead(200, { 'Content-Type': EVENT_STREAM_TYPE, 'X-Accel-Buffering': 'no' });
  response.write(`retry: ${RECONNECT_MS}\n\n`);
  const ping = setInterval(() => {
    if (!response.writableNeedDrain) response.write(': ping\n\n');
  }, pace.pingSeconds * 1_000);
  try {
    for await (const event of events) {
      if (response.closed) return;
      if (!response.write(frame(event)) && !(await drained(response, pace.stalledSeconds))) return;
    }
    response.end();
  } finally {
    clearInterval(ping);
  }
}

/** JSON without spaces has no line breaks, so one data line is enough. */
function frame(event: ChangeEvent): string {
  return `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(cloudEvent(event))}\n\n`;
}

/** The JSON format of CloudEvents 1.0, section 3; `kind` is an extension attribute. */
function cloudEvent({ id, type, source, time, subject, kind, data }: ChangeEvent): object {
  return {
    specversion: '1.0',
    id,
    source,
    type,
    time,
    subject,
    datacontenttype: 'application/json',
    ...(kind !== null && { kind }),
    data,
  };
}
