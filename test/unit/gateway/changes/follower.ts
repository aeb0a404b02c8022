// SPDX-License-Identifier: Apache-2.0
import { parseInstant, type JsonObject } from '@chainshare/chaincode/model';
import { ArrivalChanges } from '@chainshare/gateway/internal/changes/arrival-changes.js';
import { ArrivalSignal } from '@chainshare/gateway/internal/changes/arrival-signal.js';
import type { ChangeEvent } from '@chainshare/gateway/internal/services.js';
import type { Store } from '@chainshare/gateway/internal/store/store.js';
import { reads } from '@chainshare/gateway/internal/store/reads.js';
import { inVault } from '@chainshare/gateway/internal/store/operation.js';
import { addArrival, type Arrival, type NewArrival } from '@chainshare/gateway/internal/vault/arrivals.js';
import {
  open,
  ProjectionUnderTest,
  publish,
  READER,
  type TestPublication,
  type TestRequest,
} from '../projection/reader.js';

/** A gateway's store that is followed: arrivals in the vault, records in the projection, on real files. */
export class FollowedStore {
  readonly reader = new ProjectionUnderTest();
  readonly arrivals = new ArrivalSignal();
  now = '2026-11-24T00:00:00Z';
  readonly changes = new ArrivalChanges({
    enterprise: READER,
    store: inProcess(this.reader),
    arrivals: this.arrivals,
    now: () => parseInstant(this.now),
  });

  /** Publishes in the next block, without anybody opening it. */
  publish(request: TestRequest): TestPublication {
    const publication = publish(request);
    this.reader.block({ creator: publication.publisher, publications: [publication] });
    return publication;
  }

  /** Gives an arrival its number, as the vault does before anything is projected. */
  arrive(publication: TestPublication, records: number, more: Partial<NewArrival> = {}): Arrival {
    const type = publication.publisher === READER ? 'record.published' : 'record.received';
    const { granted: sections } = publication;
    const arrival = {
      type,
      sections,
      records,
      block: 0,
      receivedAt: '2026-11-23T08:00:01.000Z',
      ...more,
    } as const;
    return inVault(() => addArrival(this.reader.db, publication.id, arrival))(this.reader.db, undefined);
  }

  /** Projects what has arrived, then wakes the followers. */
  project(publication: TestPublication, granted = publication.granted): void {
    this.reader.open(open(publication, granted));
    this.arrivals.arrived();
  }

  /** All of it at once. */
  receive(request: TestRequest, more: Partial<NewArrival> = {}): TestPublication {
    const publication = this.publish(request);
    this.arrive(publication, request.raw?.length ?? request.records.length, more);
    this.project(publication);
    return publication;
  }

  /** Everything after a place that is there now. */
  async since(since: string, kind?: readonly string[]): Promise<readonly ChangeEvent[]> {
    const end = new AbortController();
    const seen: ChangeEvent[] = [];
    const events = await this.changes.follow({ since, signal: end.signal, ...(kind && { kind }) });
    // Who has read everything sleeps; then the reading is over.
    setTimeout(() => {
      end.abort();
    }, 50);
    for await (const event of events) seen.push(event);
    return seen;
  }

  close(): void {
    this.reader.close();
  }
}

/** The store's reading operations without its threads. */
function inProcess(reader: ProjectionUnderTest): Store {
  const operations = reads as Readonly<Record<string, (db: object, args: never) => unknown>>;
  return {
    read: (name: string, args: never) => Promise.resolve(operations[name]?.(reader.db, args)),
  } as unknown as Store;
}

/** Withdraws a record or a whole publication, as its publisher's gateway says it. */
export function withdrawal(values: JsonObject): TestRequest {
  return { kind: 'withdrawal', records: [values], granted: ['identity'] };
}
