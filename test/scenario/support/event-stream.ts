// SPDX-License-Identifier: Apache-2.0
import type { Change } from '@chainshare/client';
import type { FrontDoors } from './front-doors.js';

/** Where a stream of changes begins and where it is left. */
export interface Reading {
  /** Query after `/v1/changes`. */
  readonly query?: string;
  readonly lastEventId?: string;
  /** How many events are read before the connection is cut. */
  readonly count: number;
  /** Called when the stream is open, before the first event is waited for. */
  readonly opened?: () => Promise<void>;
}

/**
 * Reads some events as they come over the wire (HTML Standard, section 9.2), then cuts the connection.
 *
 * @throws Error when one is not as the OpenAPI document says
 */
export async function readEvents(
  doors: FrontDoors,
  enterprise: string,
  { query = '', lastEventId, count, opened }: Reading,
): Promise<readonly Change[]> {
  const cut = new AbortController();
  const resumption: Record<string, string> =
    lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const response = await doors.fetch(`${doors.address(enterprise)}/v1/changes${query}`, {
    headers: { authorization: `Bearer ${doors.token(enterprise)}`, ...resumption },
    signal: AbortSignal.any([cut.signal, AbortSignal.timeout(20_000)]),
  });
  if (response.status !== 200) throw new Error(`the stream was answered with ${response.status}`);
  await opened?.();
  const events: Change[] = [];
  for await (const event of eventsOf(response)) {
    events.push(event);
    if (events.length >= count) break;
  }
  cut.abort();
  const conformance = await doors.conformance();
  for (const event of events) conformance.checkPart('ChangeEvent', event);
  return events;
}

async function* eventsOf(response: Response): AsyncGenerator<Change> {
  let text = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    yield* blocks.flatMap(eventIn);
  }
}

/** The event of one block; none where the block is a comment or says when to come again. */
function eventIn(block: string): readonly Change[] {
  const fields = new Map(
    block.split('\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
    }),
  );
  const data = fields.get('data');
  if (data === undefined) return [];
  const event = JSON.parse(data) as Change;
  if (fields.get('id') !== event.id)
    throw new Error(`event ${event.id} came as ${fields.get('id') ?? 'none'}`);
  return [event];
}
