// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { expect } from 'chai';
import { openLedger } from '@chainshare/gateway/internal/ledger/fabric-ledger.js';
import type { LedgerBlock } from '@chainshare/gateway/internal/ledger/ledger-block.js';
import type { PublicationLedger } from '@chainshare/gateway/internal/ledger/publication-ledger.js';
import { seal, type Sealed } from '@chainshare/gateway/internal/sealing/seal.js';
import { TestLedger } from '../support/test-ledger.js';
import { requestOf } from '../unit/gateway/sealing/publications.js';
import { until } from './support/stock.js';

const ids = ['Qiming', 'Xinghe'];

const toPublish = ({ envelope, sealed }: Sealed) => ({ envelope, sealed });

async function codeOf(action: Promise<unknown>): Promise<unknown> {
  return action.then(
    () => 'nothing failed',
    (error: unknown) => (error as { code?: string }).code ?? error,
  );
}

describe('ledger of a gateway', function () {
  this.timeout(60_000);

  let test: TestLedger;
  let xinghe: PublicationLedger;
  let qiming: PublicationLedger;

  const newPublication = () => seal(requestOf({ publisher: 'Xinghe' }));

  const open = (mspId: string) => {
    const { ledger, dataDir } = test;
    const peer = ledger.peers.get(mspId) ?? { endpoints: [] };
    const identityDir = path.join(dataDir, mspId, 'gateway', 'identity');
    return openLedger({ ...peer, channel: ledger.channel, identityDir }, mspId);
  };

  before(async () => {
    test = await TestLedger.start({ enterprises: ids });
    [xinghe, qiming] = await Promise.all([open('Xinghe'), open('Qiming')]);
  });

  after(async () => {
    xinghe.close();
    qiming.close();
    await test.remove();
  });

  async function publish(...list: readonly Sealed[]) {
    const transaction = await xinghe.endorsePublish(list.map(toPublish));
    await xinghe.submit(transaction);
    return { transaction, ...(await xinghe.commitStatus(transaction)) };
  }

  it('publishes a list in one transaction, which another enterprise verifies and pulls', async () => {
    const [one, two] = [newPublication(), newPublication()];
    const { code, block, transaction } = await publish(one, two);
    expect(code).to.equal('VALID');
    expect(await qiming.verify('Xinghe', one.id)).to.equal('OK');
    const pulled = await qiming.readSealed('Xinghe', [two.id, 'f'.repeat(64), one.id]);
    expect(pulled.map((bytes) => bytes && Buffer.from(bytes).equals(two.sealed))).to.deep.equal([
      true,
      null,
      false,
    ]);
    expect((await qiming.readPublication('Xinghe', one.id))?.bytes.toString()).to.equal(one.envelope);
    expect(await qiming.readPublication('Xinghe', 'f'.repeat(64))).to.equal(null);
    const read = (await qiming.readBlock(block)).transactions.find(
      ({ transactionId }) => transactionId === transaction.transactionId,
    );
    expect(read?.publications.map(({ id }) => id)).to.have.members([one.id, two.id]);
  });

  it('answers with the first outcome when the same signed transaction is sent again', async () => {
    const first = await publish(newPublication());
    await xinghe.submit(first.transaction);
    expect(await xinghe.commitStatus(first.transaction)).to.deep.equal({
      valid: true,
      code: 'VALID',
      block: first.block,
    });
  });

  it('says how many of a list exist', async () => {
    const [one, two] = [newPublication(), newPublication()];
    await publish(one);
    const error: unknown = await xinghe
      .endorsePublish([one, two].map(toPublish))
      .catch((thrown: unknown) => thrown);
    expect(error).to.have.property('code', 'EXISTS');
    expect(error).to.have.nested.property('details.facts').that.includes({ existing: 1, total: 2 });
  });

  it('refuses to publish for another enterprise', async () => {
    const forged = seal(requestOf({ publisher: 'Qiming' }));
    expect(await codeOf(xinghe.endorsePublish([toPublish(forged)]))).to.equal('ENDORSEMENT_FAILED');
  });

  it('gives the blocks there are, then each new one, until it is told to stop', async () => {
    const stop = new AbortController();
    const seen: LedgerBlock[] = [];
    const following = (async () => {
      for await (const block of qiming.blocks(0, stop.signal)) seen.push(block);
    })();
    const publication = newPublication();
    const { block } = await publish(publication);
    while ((seen.at(-1)?.number ?? -1) < block) await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();
    await following;
    expect(seen.map(({ number }) => number)).to.deep.equal(seen.map((_, i) => i));
    const members = seen.flatMap(({ transactions }) =>
      transactions.flatMap(({ memberWrites }) => memberWrites),
    );
    expect(members.map(({ key }) => key)).to.have.members(ids.map((id) => `member~${id}`));
    expect(await qiming.height()).to.equal(block + 1);
  });

  it('says that the ledger is away while a peer has fewer blocks than were read from another', async () => {
    const height = await qiming.height();
    const following = (async () => {
      for await (const block of qiming.blocks(height + 2, new AbortController().signal)) return block;
      return undefined;
    })();
    expect(await codeOf(following)).to.equal('LEDGER_UNAVAILABLE');
  });

  it('gives transactions and blocks as they were ordered', async () => {
    const { transaction, block } = await publish(newPublication());
    const envelope = Buffer.from(await qiming.transactionEnvelope(transaction.transactionId));
    expect(Buffer.from(await qiming.block(block)).includes(envelope)).to.equal(true);
  });

  it('says that the ledger is away while a peer is down, and goes on when it is back', async () => {
    const publication = newPublication();
    await publish(publication);
    await test.stopPeer('Xinghe');
    expect(await codeOf(qiming.readSealed('Xinghe', [publication.id]))).to.equal('LEDGER_UNAVAILABLE');
    expect(await codeOf(xinghe.height())).to.equal('LEDGER_UNAVAILABLE');
    await test.startPeer('Xinghe');
    const pulled = await until(() => qiming.readSealed('Xinghe', [publication.id]).catch(() => undefined));
    expect(pulled.map((bytes) => bytes && Buffer.from(bytes).equals(publication.sealed))).to.deep.equal([
      true,
    ]);
  });
});
