// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { GatewayError } from '@chainshare/gateway/internal/errors.js';
import { openLedger } from '@chainshare/gateway/internal/ledger/fabric-ledger.js';
import type { PeerChange } from '@chainshare/gateway/internal/ledger/own-peers.js';
import type { PublicationLedger } from '@chainshare/gateway/internal/ledger/publication-ledger.js';
import { seal } from '@chainshare/gateway/internal/sealing/seal.js';
import { TcpLine } from '../support/tcp-line.js';
import { TestLedger } from '../support/test-ledger.js';
import { requestOf } from '../unit/gateway/sealing/publications.js';
import { until } from './support/stock.js';

/** Before the stream is followed again, as a receiver does. */
const PAUSE_MS = 50;

describe('two peers of one enterprise', function () {
  this.timeout(120_000);

  let test: TestLedger;
  let lines: readonly [TcpLine, TcpLine];
  let ledger: PublicationLedger;
  const changes: PeerChange[] = [];
  const stop = new AbortController();
  /** Numbers of the blocks that were followed, in the order of following. */
  const followed: number[] = [];
  let following: Promise<void>;

  before(async () => {
    test = await TestLedger.start({ enterprises: ['Xinghe'] });
    const peer = test.ledger.peers.get('Xinghe');
    const [endpoint = ''] = peer?.endpoints ?? [];
    lines = [await TcpLine.to(endpoint), await TcpLine.to(endpoint)];
    const config = {
      ...peer,
      endpoints: lines.map((line) => line.endpoint),
      channel: test.ledger.channel,
      identityDir: path.join(test.dataDir, 'Xinghe', 'gateway', 'identity'),
    };
    ledger = await openLedger(config, 'Xinghe', (change) => changes.push(change));
    following = follow();
  });

  after(async () => {
    stop.abort();
    await following;
    ledger.close();
    for (const line of lines) await line.cut();
    await test.remove();
  });

  /** Follows as a receiver does: again from the next block whenever the stream ends. */
  async function follow(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        for await (const { number } of ledger.blocks(followed.length, stop.signal)) followed.push(number);
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
        expect(error.code).to.equal('LEDGER_UNAVAILABLE');
        await delay(PAUSE_MS);
      }
    }
  }

  /** Publishes, and waits until the publication was met in the stream. */
  async function publish(): Promise<void> {
    const { envelope, sealed } = seal(requestOf({ publisher: 'Xinghe' }));
    const transaction = await ledger.endorsePublish([{ envelope, sealed }]);
    await ledger.submit(transaction);
    const { valid, block } = await ledger.commitStatus(transaction);
    expect(valid).to.equal(true);
    await until(() => Promise.resolve(followed.includes(block) ? true : undefined));
    expect(followed).to.deep.equal(followed.map((_, i) => i));
  }

  /** The changes since the last look, as positions in the list of peers. */
  function taken(): readonly (readonly number[])[] {
    const position = (endpoint: string): number => lines.findIndex((line) => line.endpoint === endpoint);
    return changes.splice(0).map(({ from, to }) => [position(from), position(to)]);
  }

  it('are used one at a time, the first while it answers', async () => {
    await lines[1].cut();
    await publish();
    expect(taken()).to.deep.equal([]);
    await lines[1].mend();
  });

  it('take over from one that died', async () => {
    await lines[0].cut();
    await publish();
    expect(taken()).to.deep.equal([[0, 1]]);
  });

  it('go on at the second when the first is back', async () => {
    await lines[0].mend();
    await publish();
    expect(taken()).to.deep.equal([]);
  });

  it('take over from one that hangs, and a call that it has not answered is made anew', async () => {
    lines[1].hang();
    await publish();
    expect(taken()).to.deep.equal([[1, 0]]);
  });

  it('take over while nobody calls, so that the stream of blocks does not stay silent', async () => {
    await lines[1].mend();
    lines[0].hang();
    await until(() => Promise.resolve(changes.length > 0 ? true : undefined));
    expect(taken()).to.deep.equal([[0, 1]]);
  });

  it('refuse as away when none of them answers, and serve again when one does', async () => {
    await Promise.all([lines[0].cut(), lines[1].cut()]);
    const refused: unknown = await ledger.height().catch((error: unknown) => error);
    expect(refused).to.have.property('code', 'LEDGER_UNAVAILABLE');
    await lines[0].mend();
    await until(() => ledger.height().catch(() => undefined));
    await publish();
  });
});
