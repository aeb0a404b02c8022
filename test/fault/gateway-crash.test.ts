// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { connect, type Client } from '@chainshare/client';
import { openDevelopmentIssuer } from '@chainshare/gateway';
import type * as EmbeddedLedgers from '../../network/demo/embedded-ledger.js';
import type * as Enterprises from '../../network/demo/enterprises.js';
import type * as Gateways from '../../network/demo/gateways.js';
import { received, stock, stockOf } from '../scenario/support/stock.js';
import { loadNetwork } from '../support/network-build.js';
import { CrashingGateway } from './support/crashing-gateway.js';

const { startEmbedded } = await loadNetwork<typeof EmbeddedLedgers>('demo/embedded-ledger.js');
const { DEMO_ENTERPRISES } = await loadNetwork<typeof Enterprises>('demo/enterprises.js');
const { entry, gatewayConfig } = await loadNetwork<typeof Gateways>('demo/gateways.js');

describe('gateway killed in the middle', function () {
  this.timeout(120_000);

  const enterprises = DEMO_ENTERPRISES.filter(({ id }) => ['Xinghe', 'Qiming'].includes(id));
  let dataDir: string;
  let running: EmbeddedLedgers.EmbeddedRunningLedger;
  let tokens: ReadonlyMap<string, string>;
  let xinghe: CrashingGateway;
  let qiming: CrashingGateway;
  let sequence = 0;

  before(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'chainshare-crash-'));
    const options = { dataDir, enterprises, firstPort: 0 };
    const block = { timeoutMs: 20, maxMessages: 500 };
    running = await startEmbedded({ ...options, channel: 'chain', block });
    const issuer = await openDevelopmentIssuer(path.join(dataDir, 'issuer.pem'));
    tokens = new Map(enterprises.map((it) => [it.id, entry(it, 'http://unused', issuer).tokens.admin]));
    const gatewayOf = (id: string) =>
      new CrashingGateway(gatewayConfig(running, issuer, id, { ...options, logLevel: 'silent' }));
    xinghe = gatewayOf('Xinghe');
    qiming = gatewayOf('Qiming');
    await Promise.all([xinghe.start(), qiming.start()]);
  });

  after(async () => {
    await xinghe.kill();
    await qiming.kill();
    await running.stop();
    await rm(dataDir, { recursive: true });
  });

  const clientOf = (id: string, { url }: CrashingGateway): Promise<Client> =>
    connect({ gateway: url, token: tokens.get(id) ?? '' });

  /** One call, not repeated: a row of stock under a product of its own. */
  async function publish(key: string, waitSeconds = 30): Promise<Response> {
    const row = { ...stock, product: key, asOf: '2026-11-25T08:00:00Z' };
    return fetch(`${xinghe.url}/v1/records`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${tokens.get('Xinghe') ?? ''}`,
        'content-type': 'application/json',
        'idempotency-key': key,
        prefer: `wait=${waitSeconds}`,
      },
      body: JSON.stringify({ kind: 'inventory', records: [row] }),
    });
  }

  interface Published {
    readonly publications: readonly { readonly records: readonly { readonly id: string }[] }[];
  }

  /** Repeats the call as a client does that has heard nothing, and returns the record's id. */
  async function publishAgain(key: string): Promise<string> {
    const answer = await publish(key);
    expect(answer.status).to.equal(201);
    const { publications } = (await answer.json()) as Published;
    return publications[0]?.records[0]?.id ?? '';
  }

  const held = async (client: Client, product: string) =>
    (await stockOf(client, 'all')).filter(({ values }) => values['product'] === product).map(({ id }) => id);

  const publishing = ['after spool', 'after validate', 'after vault', 'after endorse', 'after submit'];
  for (const step of [...publishing, 'before status', 'after status', 'between store and change']) {
    it(`publishes once although it died ${step}`, async () => {
      const key = `row-${++sequence}`;
      await xinghe.dieAt(step);
      const lost = await publish(key).catch(() => 'no answer');
      expect(lost).to.equal('no answer');
      await xinghe.died();
      await xinghe.start();
      const id = await publishAgain(key);
      const customer = await clientOf('Qiming', qiming);
      await received(customer, id);
      expect(await held(customer, key)).to.deep.equal([id]);
      expect(await held(await clientOf('Xinghe', xinghe), key)).to.deep.equal([id]);
    });
  }

  for (const step of ['between pull and store', 'between store and change']) {
    it(`receives once although it died ${step}`, async () => {
      const key = `row-${++sequence}`;
      await qiming.dieAt(step);
      const id = await publishAgain(key);
      await qiming.died();
      await qiming.start();
      const customer = await clientOf('Qiming', qiming);
      await received(customer, id);
      expect(await held(customer, key)).to.deep.equal([id]);
    });
  }

  it('starts while its peer is down, and joins the network when the peer is back', async () => {
    await xinghe.kill();
    await running.ledger.stopPeer('Xinghe');
    const starting = xinghe.start();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await running.ledger.startPeer('Xinghe');
    await starting;
    await received(await clientOf('Qiming', qiming), await publishAgain(`row-${++sequence}`));
  });

  it('delivers after its restart what was stored while its peer was down', async () => {
    await running.ledger.stopPeer('Xinghe');
    const key = `row-${++sequence}`;
    const answer = await publish(key, 1);
    expect(answer.status).to.equal(202);
    await xinghe.kill();
    await running.ledger.startPeer('Xinghe');
    await xinghe.start();
    await received(await clientOf('Qiming', qiming), await publishAgain(key));
  });
});
