// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect as connectSocket } from 'node:net';
import path from 'node:path';
import { expect } from 'chai';
import type { Client } from '@chainshare/client';
import { CLOSING_MS } from '@chainshare/gateway/internal/limits.js';
import { RunningNetwork } from './support/running-network.js';
import { publishStock, received, until } from './support/stock.js';

describe('life of a gateway', function () {
  this.timeout(90_000);

  let network: RunningNetwork;
  let xinghe: Client;
  let qiming: Client;

  before(async () => {
    network = await RunningNetwork.start('Xinghe', 'Qiming');
    await connectBoth();
  });

  after(async () => {
    await network.remove();
  });

  async function connectBoth(): Promise<void> {
    [xinghe, qiming] = await Promise.all([network.as('Xinghe'), network.as('Qiming')]);
  }

  const gatewayOf = (enterprise: string) => {
    const gateway = network.network.gateways.get(enterprise);
    if (gateway === undefined) throw new Error(`${enterprise} has no gateway`);
    return gateway;
  };

  it('publishes and reads on under a new key, and still reads what came before', async () => {
    const before = await publishStock(xinghe, '2026-11-25T08:00:00Z');
    await received(qiming, before);
    expect(await gatewayOf('Xinghe').rotateKey()).to.equal(2);
    expect(await gatewayOf('Qiming').rotateKey()).to.equal(2);
    await until(async () => {
      for await (const member of xinghe.directory.members()) {
        const { id, keys } = member as unknown as { id: string; keys: readonly { version: number }[] };
        if (id === 'Qiming' && keys.some(({ version }) => version === 2)) return true;
      }
      return undefined;
    });
    const after = await publishStock(xinghe, '2026-11-25T09:00:00Z');
    await received(qiming, after);
    expect((await qiming.get(before)).data.id).to.equal(before);
    expect(await readdir(path.join(network.gatewayDir('Xinghe'), 'keys'))).to.have.members([
      'encryption-1.json',
      'encryption-2.json',
    ]);
  });

  it('stops at once although a client has opened a connection ahead of its next request', async () => {
    const { hostname, port } = new URL(network.doors.address('Xinghe'));
    const unused = connectSocket(Number(port), hostname);
    await once(unused, 'connect');
    // The gateway knows of the connection before it answers one that came later.
    await network.doors.ask('Xinghe', 'GET /healthz');
    const started = performance.now();
    await gatewayOf('Xinghe').close();
    expect(performance.now() - started).to.be.below(CLOSING_MS);
    unused.destroy();
  });
});
