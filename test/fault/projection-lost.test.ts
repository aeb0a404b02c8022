// SPDX-License-Identifier: Apache-2.0
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import type { JsonObject } from '@chainshare/chaincode/model';
import { connect, type Change } from '@chainshare/client';
import { FaultNetwork } from './support/fault-network.js';
import { assertHoldsOnce, settled } from './support/holdings.js';
import type { KillableGateway } from './support/killable-gateway.js';
import { PublishCall, type Acknowledged } from './support/publish-call.js';

/** Every list of a gateway that stands on its projection. */
const LISTS = [
  '/v1/records?kind=inventory&limit=1000',
  '/v1/records?kind=inventory&versions=all&limit=1000',
  '/v1/grants?direction=given,received&limit=1000',
  '/v1/members',
];

describe('projection deleted while its gateway is down', function () {
  this.timeout(240_000);

  let network: FaultNetwork;
  const acknowledged: Acknowledged[] = [];

  before(async () => {
    network = await FaultNetwork.start();
    for (let i = 1; i <= 5; i++) acknowledged.push(await new PublishCall(i).acknowledged(network.xinghe));
    await settled(network.qiming, acknowledged);
  });

  after(async () => {
    await network.remove();
  });

  /** The changes from the oldest on, as many as there are records. */
  async function changesOf({ url, token }: KillableGateway): Promise<readonly Change[]> {
    const client = await connect({ gateway: url, token });
    const records = acknowledged.reduce((sum, { call }) => sum + call.products.length, 0);
    const changes: Change[] = [];
    for await (const change of client.changes({ since: '0', kind: 'inventory' })) {
      changes.push(change);
      if (changes.length === records) break;
    }
    return changes;
  }

  async function answersOf(gateway: KillableGateway): Promise<Readonly<Record<string, unknown>>> {
    await settled(gateway, acknowledged);
    const lists: [string, JsonObject][] = [];
    for (const list of LISTS) lists.push([list, await gateway.read(list)]);
    return { ...Object.fromEntries(lists), changes: await changesOf(gateway) };
  }

  async function dropProjection({ config: { dataDir } }: KillableGateway): Promise<void> {
    const files = (await readdir(dataDir)).filter((name) => name.startsWith('projection.db'));
    expect(files).to.include('projection.db');
    for (const name of files) await rm(path.join(dataDir, name));
  }

  for (const side of ['xinghe', 'qiming'] as const) {
    it(`gives the same answers as before, though it dies while it builds it again (${side})`, async () => {
      const gateway = network[side];
      const before = await answersOf(gateway);
      await gateway.kill();
      await dropProjection(gateway);
      await gateway.startAndDieAt('between store and change', 3);
      await gateway.start();
      expect(await answersOf(gateway)).to.deep.equal(before);
      await assertHoldsOnce(gateway, acknowledged);
    });
  }

  it('publishes and receives on', async () => {
    acknowledged.push(await new PublishCall().acknowledged(network.xinghe));
    await settled(network.qiming, acknowledged);
    await assertHoldsOnce(network.qiming, acknowledged);
  });
});
