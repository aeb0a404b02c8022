// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { canonical, type JsonValue } from '@chainshare/chaincode/model';
import { openDevelopmentIssuer, startGateway, type Gateway } from '@chainshare/gateway';
import { newKeyPair } from '@chainshare/gateway/internal/sealing/x25519.js';
import { entry, gatewayConfig } from '#network/demo/gateways.js';
import { GatewayClient, type RecordsPage } from '../../support/gateway-client.js';
import { TestLedger } from '../../support/test-ledger.js';
import { root } from '../../unit/project/sources.js';
import { fixedEntropy, type Enterprise } from '../../vectors/sealed-form/cast.js';
import type { Departure } from '../../vectors/sealed-form/forgery.js';
import { Actor, type LedgerPublication } from './actor.js';
import { crafted, keyPublication, stockRecord } from './crafted.js';

const ALTERED_CHAINCODE = path.join(root, 'test/security/altered-chaincode');

/** What Guyu's gateway shows, with a genuine record that it must show among it. */
export interface Shown {
  readonly page: RecordsPage;
  /** Products of all records that are shown, the genuine one left out. */
  readonly products: readonly JsonValue[];
  /** Publications meant for Guyu that are named as unverifiable. */
  readonly unverifiable: number;
  /** Publications meant for Guyu that are named as purged. */
  readonly purged: number;
}

/** Clients at their own peers, without a gateway between. */
export interface Actors {
  readonly xinghe: Actor;
  readonly guyu: Actor;
  readonly qiming: Actor;
}

/** How long Guyu's gateway may take to pull what is pending: wrong answers are asked for again some times. */
const SETTLED_MS = 15_000;

/** Xinghe publishes, Guyu reads, and Qiming attacks: its peer runs altered chaincode, and it has no gateway. */
export class AttackedNetwork {
  readonly test: TestLedger;
  readonly actors: Actors;
  readonly #gateways = new Map<string, HonestGateway>();
  #hostile: Promise<Enterprise> | undefined;
  #counter = 0n;
  #controls = 0;

  private constructor(test: TestLedger) {
    this.test = test;
    this.actors = {
      xinghe: new Actor(test, 'Xinghe'),
      guyu: new Actor(test, 'Guyu'),
      qiming: new Actor(test, 'Qiming'),
    };
  }

  /** Starts the three enterprises and the gateways of the honest two. */
  static async start(): Promise<AttackedNetwork> {
    const test = await TestLedger.start({
      enterprises: ['Xinghe', 'Guyu', 'Qiming'],
      alteredChaincode: new Map([['Qiming', ALTERED_CHAINCODE]]),
    });
    const network = new AttackedNetwork(test);
    try {
      await Promise.all(['Xinghe', 'Guyu'].map((id) => network.#startGateway(id)));
      await network.#introduced();
      return network;
    } catch (error) {
      await network.stop();
      throw error;
    }
  }

  /** HTTP of the publisher's gateway. */
  get xinghe(): GatewayClient {
    return this.#client('Xinghe');
  }

  /** HTTP of the reader's gateway. */
  get guyu(): GatewayClient {
    return this.#client('Guyu');
  }

  /** The key under which publications for a member are sealed, as Guyu's directory says. */
  async newestKeyOf(mspId: string): Promise<Buffer> {
    const [newest] = await this.keysOf(mspId);
    if (newest === undefined) throw new Error(`Guyu knows no key of ${mspId}`);
    return Buffer.from(newest, 'base64url');
  }

  /** Public keys of a member as Guyu's directory shows them, base64url, newest first. */
  keysOf(mspId: string): Promise<readonly string[]> {
    return keysAt(this.guyu, mspId);
  }

  /** The attacker as a publisher whose key every gateway has pinned. */
  hostilePublisher(): Promise<Enterprise> {
    return (this.#hostile ??= this.#publishHostileKey());
  }

  /**
   * Two records of stock by the attacker for Guyu, that depart from the rules in one place.
   *
   * @param options - `sameNumber`: they get the number of the ones before; `seed`: what is random is the same for it
   */
  async crafted(
    product: string,
    departure: Departure = {},
    { sameNumber = false, seed }: { readonly sameNumber?: boolean; readonly seed?: string } = {},
  ): Promise<LedgerPublication> {
    if (!sameNumber) this.#counter += 1n;
    const publisher = await this.hostilePublisher();
    const reader = { mspId: 'Guyu', publicKey: await this.newestKeyOf('Guyu') };
    const draw = seed === undefined ? randomBytes : fixedEntropy(seed).draw;
    return crafted(product, { publisher, reader, counter: this.#counter, draw }, departure);
  }

  /** Xinghe publishes one record of stock by its gateway; every peer has it then. */
  async publishStock(product: string, to: readonly string[] = ['Guyu']): Promise<LedgerPublication> {
    const { publications } = await this.xinghe.publish('inventory', [stockRecord(product)], to);
    const [{ id, block } = { id: '', block: 0 }] = publications;
    await this.actors.xinghe.everywhere(block);
    const { body } = await this.xinghe.get(`/v1/publications/${id}`);
    const sealed = await this.actors.guyu.pull({ publisher: 'Xinghe', id });
    if (sealed === null) throw new Error('a genuine publication can be pulled');
    return { id, publisher: 'Xinghe', envelope: canonical(body['envelope'] ?? null), sealed };
  }

  /**
   * What Guyu's gateway shows of stock when it has read everything up to now. A genuine record, published last, must
   * be among it: a gateway that shows nothing would pass no test.
   */
  async shown(): Promise<Shown> {
    const control = `CONTROL-${(this.#controls += 1)}`;
    const { publications } = await this.xinghe.publish('inventory', [stockRecord(control)], ['Guyu']);
    const block = publications[0]?.block ?? 0;
    return this.until(async () => {
      const page = await this.guyu.records('inventory', block);
      const products = page.data.map(({ values }) => values['product'] ?? null);
      return page.pending === 0 && products.includes(control) && shownOf(page, products);
    });
  }

  /** Waits until Guyu's gateway shows a product: what a grant opens is pulled only when the grant was read. */
  async shows(product: string): Promise<void> {
    await this.until(async () => {
      const { data } = await this.guyu.records('inventory', 0);
      return data.some(({ values }) => values['product'] === product);
    });
  }

  /** Waits until something is so, and gives it. @throws Error when it takes too long */
  async until<T>(condition: () => Promise<T | false>): Promise<T> {
    const deadline = Date.now() + SETTLED_MS;
    for (;;) {
      const result = await condition();
      if (result !== false) return result;
      if (Date.now() > deadline) throw new Error('it did not happen in time');
      await sleep(20);
    }
  }

  /** A counter of Guyu's gateway, such as `keys_refused` or `publications_refused{reason="FORGED"}`. */
  async counted(name: string): Promise<number> {
    const [metric = '', labels = ''] = name.split(/(?={)/);
    const text = await this.guyu.text('/metrics');
    const lines = text.split('\n').filter((line) => line.startsWith(`chainshare_${metric}_total{`));
    const line = lines.find((one) => one.includes(labels.slice(1, -1)));
    return Number(line?.split(' ')[1] ?? 0);
  }

  /**
   * The state by which Guyu's gateway, when it has read all that its peer has, names a publication, or the status with
   * which it says that there is none.
   */
  async stateAtGuyu({ id }: Pick<LedgerPublication, 'id'>): Promise<JsonValue> {
    await this.guyu.records('inventory', (await this.actors.guyu.height()) - 1);
    const { status, body } = await this.guyu.get(`/v1/publications/${id}`);
    return status === 200 ? (body['state'] ?? null) : status;
  }

  /** Does something while a gateway is away; afterwards it catches up with what happened. */
  async without<T>(id: 'Xinghe' | 'Guyu', work: () => Promise<T>): Promise<T> {
    await this.#gateways.get(id)?.gateway.close();
    this.#gateways.delete(id);
    const result = await work();
    await this.#startGateway(id);
    return result;
  }

  async stop(): Promise<void> {
    for (const actor of Object.values<Actor>({ ...this.actors })) actor.close();
    await Promise.all([...this.#gateways.values()].map(({ gateway }) => gateway.close()));
    await this.test.remove();
  }

  /** Waits until the honest two know one another's keys: nothing can be sealed for whom they know none of. */
  async #introduced(): Promise<void> {
    for (const [client, other] of [
      [this.xinghe, 'Guyu'],
      [this.guyu, 'Xinghe'],
    ] as const) {
      await this.until(async () => (await keysAt(client, other)).length > 0);
    }
  }

  async #publishHostileKey(): Promise<Enterprise> {
    const keyPair = newKeyPair();
    const outcome = await this.actors.qiming.publish(keyPublication('Qiming', keyPair));
    if (outcome !== 'VALID') throw new Error(`a key can be published by its owner, but it was ${outcome}`);
    await this.shown();
    return { mspId: 'Qiming', keyPair };
  }

  #client(id: string): GatewayClient {
    const started = this.#gateways.get(id);
    if (started === undefined) throw new TypeError(`the gateway of ${id} is not running`);
    return started.client;
  }

  async #startGateway(id: string): Promise<void> {
    this.#gateways.set(id, await startHonestGateway(this.test, id));
  }
}

async function keysAt(client: GatewayClient, mspId: string): Promise<readonly string[]> {
  const { body } = await client.get(`/v1/members/${mspId}`);
  const { keys } = body['data'] as unknown as { readonly keys: readonly { readonly publicKey: string }[] };
  return keys.map(({ publicKey }) => publicKey);
}

function shownOf(page: RecordsPage, products: readonly JsonValue[]): Shown {
  const count = (wanted: string): number =>
    page.withheld
      .filter(({ reason, scope }) => reason === wanted && scope === 'publication')
      .reduce((sum, { count: one }) => sum + one, 0);
  return {
    page,
    products: products.filter((product) => typeof product !== 'string' || !product.startsWith('CONTROL-')),
    unverifiable: count('unverifiable'),
    purged: count('purged'),
  };
}

interface HonestGateway {
  readonly gateway: Gateway;
  readonly client: GatewayClient;
}

async function startHonestGateway(
  { ledger, dataDir, enterprises }: TestLedger,
  id: string,
): Promise<HonestGateway> {
  const issuer = await openDevelopmentIssuer(path.join(dataDir, `issuer-of-${id}.pem`));
  const options = { dataDir, enterprises, firstPort: 0, logLevel: 'silent' } as const;
  const gateway = await startGateway(gatewayConfig(ledger, issuer, id, options));
  const enterprise = enterprises.find((one) => one.id === id);
  if (enterprise === undefined) throw new TypeError(`${id} is not on this ledger`);
  const { tokens } = entry(enterprise, gateway.url, issuer);
  return { gateway, client: new GatewayClient(gateway.url, tokens.admin) };
}
