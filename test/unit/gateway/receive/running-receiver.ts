// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import type { JsonObject } from '@chainshare/chaincode/model';
import { KeyRing } from '@chainshare/gateway/internal/keys/key-ring.js';
import { OwnKeys } from '@chainshare/gateway/internal/keys/own-keys.js';
import { Receiver } from '@chainshare/gateway/internal/receive/receiver.js';
import { seal, type Sealed, type SealRequest } from '@chainshare/gateway/internal/sealing/seal.js';
import { openStore, type Store } from '@chainshare/gateway/internal/store/store.js';
import type { Arrival } from '@chainshare/gateway/internal/vault/arrivals.js';
import { recipientOf, requestOf, type Member } from '../sealing/publications.js';
import { FakeLedger } from './fake-ledger.js';

const stock = { product: 'TAG-01', location: 'WH1', direction: 'outbound', asOf: '2026-11-25T08:00:00Z' };

/** One record of stock. */
export const records: SealRequest['records'] = [
  { identity: stock, quantity: { quantity: '1200', unit: 'H87' } },
];

/** The sections that {@link records} have. */
export type FilledSection = 'identity' | 'quantity';

/** The publication of a member's key, as its gateway makes it. */
export function keyOf(member: Member, version = 1): Sealed {
  const identity: JsonObject = {
    version,
    publicKey: member.keyPair.publicKey.toString('base64url'),
    createdAt: '2026-11-25T07:00:00Z',
  };
  return seal(
    requestOf({
      publisher: member.mspId,
      keyPair: member.keyPair,
      kind: 'key',
      records: [{ identity }],
      audience: 'network',
      inline: true,
    }),
  );
}

/** Xinghe's receiver on real files, before a ledger in memory. */
export class RunningReceiver {
  readonly ledger = new FakeLedger();
  arrivals: Arrival[] = [];
  /** What receiving could not go on after. */
  failures: unknown[] = [];
  readonly #dir: string;
  #parts: { readonly store: Store; readonly receiver: Receiver; readonly member: Member } | undefined;
  #counter = 0n;

  private constructor(dir: string) {
    this.#dir = dir;
  }

  static async start(): Promise<RunningReceiver> {
    const running = new RunningReceiver(await mkdtemp(join(tmpdir(), 'chainshare-receive-')));
    await running.restart();
    return running;
  }

  get store(): Store {
    return this.#running.store;
  }

  get receiver(): Receiver {
    return this.#running.receiver;
  }

  /** Who receives. */
  get member(): Member {
    return this.#running.member;
  }

  /** Starts again on the same files. */
  async restart(step?: (name: string) => void): Promise<void> {
    await this.stop();
    const store = await openStore(this.#dir);
    const now = () => '2026-11-25T07:00:00Z';
    const own = await OwnKeys.open({ dir: join(this.#dir, 'keys'), now });
    this.arrivals = [];
    this.failures = [];
    const receiver = await Receiver.start({
      enterprise: 'Xinghe',
      store,
      ledger: this.ledger,
      ring: new KeyRing(own, await store.read('pinned-key.list', null)),
      log: pino({ level: 'silent' }),
      arrived: (arrival) => this.arrivals.push(arrival),
      failed: (error) => this.failures.push(error),
      ...(step === undefined ? {} : { step }),
    });
    this.#parts = { store, receiver, member: { mspId: 'Xinghe', keyPair: own.newest.pair } };
  }

  async stop(): Promise<void> {
    await this.#parts?.receiver.close();
    await this.#parts?.store.close();
    this.#parts = undefined;
  }

  async deleteProjection(): Promise<void> {
    await this.stop();
    for (const suffix of ['', '-wal', '-shm'])
      await rm(join(this.#dir, `projection.db${suffix}`), { force: true });
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.#dir, { recursive: true });
  }

  /** A publication of stock by Xinqiao for this receiver, numbered. */
  sealed(
    changes: Partial<SealRequest> = {},
    sections: readonly FilledSection[] = ['identity', 'quantity'],
  ): Sealed {
    this.#counter += 1n;
    const recipient = recipientOf(this.member, { sections, counter: this.#counter });
    return seal(requestOf({ records, recipients: [recipient], ...changes }));
  }

  /** A grant by Xinqiao of the keys of an earlier publication. */
  grantOf(publication: Sealed, sections: readonly FilledSection[]): Sealed {
    const { headerKey, sectionKeys } = publication.keys;
    const keys = sections.map((section) => [section, sectionKeys[section].toString('base64url')] as const);
    const entry = {
      publication: publication.id,
      headerKey: headerKey.toString('base64url'),
      sectionKeys: Object.fromEntries(keys),
    };
    const identity: JsonObject = { type: 'keys', statedAt: '2026-11-25T09:00:00Z', keys: [entry] };
    return this.sealed({ kind: 'grant', records: [{ identity }] });
  }

  async stateOf({ id }: Sealed): Promise<string | undefined> {
    return (await this.store.read('project.publication', { id }))?.state;
  }

  async arrivalsOf({ id }: Sealed): Promise<readonly Arrival[]> {
    const kept = await this.store.read('received.read', { publications: [id] });
    return kept.flatMap(({ arrivals }) => arrivals);
  }

  async sectionsOf(publication: Sealed): Promise<readonly (readonly string[])[]> {
    return (await this.arrivalsOf(publication)).map(({ sections }) => sections);
  }

  /** Waits until a block was read. */
  async read(block: number): Promise<void> {
    if (await this.receiver.progress.reached(block, AbortSignal.timeout(30_000))) return;
    throw new Error(`block ${block} was not read`);
  }

  /** Waits until publications have come into a state. */
  async become(state: string, ...publications: readonly Sealed[]): Promise<void> {
    for (const publication of publications) {
      await this.until(async () => (await this.stateOf(publication)) === state);
    }
  }

  async until(condition: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 8_000;
    while (!(await condition())) {
      if (Date.now() > deadline) throw new Error('it did not happen');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  get #running() {
    if (this.#parts === undefined) throw new Error('the receiver is not running');
    return this.#parts;
  }
}
