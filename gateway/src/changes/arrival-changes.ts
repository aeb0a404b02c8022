// SPDX-License-Identifier: Apache-2.0
import { formatInstant, parseJson, type Instant, type JsonObject } from '@chainshare/chaincode/model';
import { GatewayError } from '../errors.js';
import type { StoredChange } from '../projection/stored-change.js';
import { queryFault } from '../projection/services/query-fault.js';
import type { ChangeEvent, ChangeService } from '../services.js';
import type { Store } from '../store/store.js';
import type { ArrivalSignal } from './arrival-signal.js';
import { eventId, parseEventId } from './event-id.js';
import { CHANGES_PER_READ_MAX, LOG_DAYS } from './limits.js';

/** What following changes needs. */
export interface ChangesParts {
  /** MSP ID of this enterprise */
  readonly enterprise: string;
  readonly store: Store;
  readonly arrivals: ArrivalSignal;
  /** the gateway's clock */
  readonly now: () => Instant;
}

type Following = Parameters<ChangeService['follow']>[0];

const nanosPerDay = 86_400_000_000_000n;

/**
 * What came to be readable here, as events in one fixed order. Each follower reads at his own pace; an event is
 * shown only when everything before it can be shown, so nothing is skipped for being slow to arrive.
 */
export class ArrivalChanges implements ChangeService {
  readonly #parts: ChangesParts;

  constructor(parts: ChangesParts) {
    this.#parts = parts;
  }

  /** @throws GatewayError INVALID_REQUEST for what is no event's id, CURSOR_GONE */
  async follow(following: Following): Promise<AsyncIterable<ChangeEvent>> {
    return this.#events(await this.#start(following.since), following);
  }

  async #start(since: string | undefined): Promise<number> {
    const { store, now } = this.#parts;
    const place = since === undefined ? 'now' : since === '0' ? 'oldest' : parseEventId(since);
    if (place === undefined) throw queryFault('since', 'takes the id of an event, or 0');
    const keptFrom = formatInstant(now() - BigInt(LOG_DAYS) * nanosPerDay);
    const after = await store.read('change.start', { place, keptFrom });
    if (after === null) throw new GatewayError('CURSOR_GONE');
    return after;
  }

  async *#events(start: number, { kind, signal }: Following): AsyncIterable<ChangeEvent> {
    const { store, arrivals, now } = this.#parts;
    let after = start;
    while (!signal.aborted) {
      const { count } = arrivals;
      const kinds = kind ?? null;
      const page = await store.read('change.page', { after, kinds, limit: CHANGES_PER_READ_MAX, now: now() });
      for (const change of page.changes) {
        // The reader of a stream goes away between two events as likely as anywhere.
        if (hasEnded(signal)) return;
        yield this.#event(change);
      }
      ({ after } = page);
      if (!page.more) await arrivals.moreThan(count, signal);
    }
  }

  #event({ data, epoch, seq, type, time, subject, kind }: StoredChange): ChangeEvent {
    return {
      id: eventId({ epoch, seq }),
      type,
      source: `urn:chainshare:${this.#parts.enterprise}`,
      time,
      subject,
      kind,
      data: parseJson(data) as JsonObject,
    };
  }
}

function hasEnded(signal: AbortSignal): boolean {
  return signal.aborted;
}
