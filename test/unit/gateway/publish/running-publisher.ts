// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import pino from 'pino';
import { memberKey, parseInstant, type JsonObject } from '@chainshare/chaincode/model';
import { KeyRing } from '@chainshare/gateway/internal/keys/key-ring.js';
import { OwnKeys } from '@chainshare/gateway/internal/keys/own-keys.js';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { Policies } from '@chainshare/gateway/internal/policy/policy-service.js';
import { newPublishing, type Publishing } from '@chainshare/gateway/internal/publish/publishing.js';
import { Receiver } from '@chainshare/gateway/internal/receive/receiver.js';
import { readEnvelope } from '@chainshare/gateway/internal/sealing/open.js';
import type { Caller, PublishAnswer, PublishRequest } from '@chainshare/gateway/internal/services.js';
import { openStore, type Store } from '@chainshare/gateway/internal/store/store.js';
import { keyOf } from '../receive/running-receiver.js';
import { newMember, type Member } from '../sealing/publications.js';
import { MemoryLedger } from './memory-ledger.js';

/** Whoever may publish anything. */
export const caller: Caller = { subject: 'erp', clientId: 'erp', scopes: ['publish:*'] };

/** A row of stock of Xinqiao. */
export function stock(changes: JsonObject = {}): JsonObject {
  return {
    product: 'TAG-01',
    location: 'WH1',
    direction: 'outbound',
    asOf: '2026-11-25T08:00:00Z',
    quantity: '1200',
    unit: 'H87',
    ...changes,
  };
}

/** A call with a JSON body. */
export function callOf(
  key: string,
  records: readonly JsonObject[],
  { body, ...changes }: Partial<Omit<PublishRequest, 'body'>> & { readonly body?: JsonObject } = {},
): PublishRequest {
  const text = JSON.stringify({ kind: 'inventory', records, ...body });
  return {
    idempotencyKey: key,
    contentType: 'application/json',
    body: Readable.from([Buffer.from(text)]),
    dryRun: false,
    onError: 'rollback',
    waitSeconds: 10,
    ...changes,
  };
}

/** A call with a file as body. */
export function fileOf(
  key: string,
  text: string | Uint8Array,
  changes: Partial<Omit<PublishRequest, 'body'>> = {},
): PublishRequest {
  return {
    ...callOf(key, []),
    contentType: 'text/csv',
    kind: 'inventory',
    ...changes,
    body: Readable.from([Buffer.from(text)]),
  };
}

/** What a test may want of a start. */
export interface StartOptions {
  readonly step?: (name: string) => void;
  readonly now?: () => string;
}

/** Xinqiao's publishing side on real files, before a ledger in memory. Xinghe, Qiming and Guyu are members. */
export class RunningPublisher {
  readonly ledger = new MemoryLedger('Xinqiao');
  readonly partners: ReadonlyMap<string, Member>;
  /** Failures that nobody foresaw. */
  readonly broken: unknown[] = [];
  /** Imports that could not go on, with the code. */
  readonly failedImports: (readonly [job: string, code: string])[] = [];
  readonly #dir: string;
  #parts:
    | {
        readonly store: Store;
        readonly receiver: Receiver;
        readonly publishing: Publishing;
        readonly own: OwnKeys;
      }
    | undefined;

  private constructor(dir: string) {
    this.#dir = dir;
    this.partners = new Map(['Xinghe', 'Qiming', 'Guyu'].map((id) => [id, newMember(id)]));
  }

  static async start(options: StartOptions = {}): Promise<RunningPublisher> {
    const running = new RunningPublisher(await mkdtemp(join(tmpdir(), 'chainshare-publish-')));
    running.ledger.commit({
      creator: 'Xinghe',
      memberWrites: ['Xinqiao', 'Xinghe', 'Qiming', 'Guyu', 'Neu'].map(entry),
    });
    for (const member of running.partners.values()) {
      const { id, envelope } = keyOf(member);
      const publication = { id, publisher: member.mspId, parsed: readEnvelope(envelope) };
      running.ledger.commit({ creator: member.mspId, publications: [publication] });
    }
    await running.restart(options);
    return running;
  }

  /** Starts again on the same files. */
  async restart(options: StartOptions = {}): Promise<void> {
    await this.stop();
    const { step, now = () => '2026-11-25T08:00:00.000Z' } = options;
    const steps = step === undefined ? {} : { step };
    const store = await openStore(this.#dir);
    const own = await OwnKeys.open({ dir: join(this.#dir, 'keys'), now });
    const { ledger } = this;
    const receiver = await Receiver.start({
      enterprise: 'Xinqiao',
      store,
      ledger,
      ring: new KeyRing(own, await store.read('pinned-key.list', null)),
      log: pino({ level: 'silent' }),
      arrived: () => undefined,
      failed: (error) => this.broken.push(error),
    });
    const publishing = newPublishing({
      enterprise: 'Xinqiao',
      store,
      ledger,
      catalogue,
      epoch: 1_764_000_000,
      sealingKey: () => own.newest.pair,
      progress: receiver.progress,
      spoolDir: this.spoolDir,
      now,
      failed: () => undefined,
      importFailed: (...failure) => this.failedImports.push(failure),
      broken: (error) => this.broken.push(error),
      ...steps,
    });
    this.#parts = { store, receiver, publishing, own };
    await receiver.progress.reached((await ledger.height()) - 1, AbortSignal.timeout(8_000));
    await publishing.start();
  }

  get spoolDir(): string {
    return join(this.#dir, 'spool');
  }

  get store(): Store {
    return this.#running.store;
  }

  get publishing(): Publishing {
    return this.#running.publishing;
  }

  /** The own side as a reader: publisher and partner are one. */
  get self(): Member {
    return { mspId: 'Xinqiao', keyPair: this.#running.own.newest.pair };
  }

  get policies(): Policies {
    const { store, publishing } = this.#running;
    return new Policies({
      enterprise: 'Xinqiao',
      store,
      catalogue,
      tellEnded: () => publishing.grantEnds.tellAll(),
      now: () => '2026-11-25T08:00:00.000Z',
    });
  }

  publish(request: PublishRequest, who: Caller = caller): Promise<PublishAnswer> {
    return this.publishing.service.publish(request, who);
  }

  /** Files left in the spool. */
  spooled(): Promise<readonly string[]> {
    return readdir(this.spoolDir);
  }

  /** The values of an own record as a reader gets them. */
  async record(id: string): Promise<JsonObject | null> {
    const text = await this.store.read('record.read', { id, now: parseInstant('2026-11-25T09:00:00Z') });
    return text === null ? null : (JSON.parse(text) as { data: JsonObject }).data;
  }

  async stop(): Promise<void> {
    const parts = this.#parts;
    this.#parts = undefined;
    await parts?.publishing.stop();
    await parts?.receiver.close();
    await parts?.store.close();
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.#dir, { recursive: true });
  }

  get #running() {
    if (this.#parts === undefined) throw new Error('the publisher is not running');
    return this.#parts;
  }
}

function entry(id: string) {
  const value = {
    id,
    names: { en: id },
    roles: ['customer'],
    prefixes: [],
    accreditations: [],
    status: 'active',
  };
  return { key: memberKey(id), value: JSON.stringify(value) };
}
