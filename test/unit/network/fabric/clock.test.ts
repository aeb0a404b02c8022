// SPDX-License-Identifier: Apache-2.0
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { assertClocksAgree, type ClockSource } from '#network/fabric/clock.js';
import { NetworkError } from '#network/fabric/network-error.js';

const MINUTE_MS = 60_000;

describe('the clocks of a Fabric network', () => {
  let server: Server;
  /** How far the clock of the node is ahead of ours. */
  let aheadMs: number;
  let node: ClockSource;

  before(async () => {
    server = createServer((_, answer) => {
      answer
        .setHeader('Date', new Date(Date.now() + aheadMs).toUTCString())
        .writeHead(200)
        .end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    node = { name: 'Xinghe/peer0', address: `http://127.0.0.1:${port}/healthz` };
  });

  after(() => server.close());

  const checked = (): Promise<unknown> => assertClocksAgree([node]).catch((error: unknown) => error);

  for (const minutes of [0, 13, -13]) {
    it(`agree when a node is ${minutes} minutes ahead`, async () => {
      aheadMs = minutes * MINUTE_MS;
      expect(await checked()).to.equal(undefined);
    });
  }

  for (const minutes of [17, -17]) {
    it(`disagree when a node is ${minutes} minutes ahead, and it is named`, async () => {
      aheadMs = minutes * MINUTE_MS;
      const error = await checked();
      expect(error).to.be.instanceOf(NetworkError).with.property('code', 'CLOCK_OFF');
      expect((error as NetworkError).message).to.contain(`${-minutes} minutes from that of Xinghe/peer0`);
    });
  }

  it('of a node that does not answer are passed over', async () => {
    await assertClocksAgree([{ name: 'Xinghe/peer0', address: 'http://127.0.0.1:9/healthz' }]);
  });
});
