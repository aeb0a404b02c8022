// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { Context } from 'fabric-contract-api';
import { newCertificate, type Certificate } from './certificates.js';
import { FakeLedger, type Outcome } from './fake-ledger.js';

describe('ledger for tests', () => {
  let ledger: FakeLedger;
  let xinghe: Certificate;

  before(async () => {
    xinghe = await newCertificate('Xinghe', 'OU=client');
  });

  beforeEach(() => {
    ledger = new FakeLedger(['Xinghe', 'Qiming']);
  });

  const run = async <Result>(
    transaction: (stub: Context['stub']) => Promise<Result>,
  ): Promise<Outcome<Result>> =>
    ledger.run({ caller: xinghe, chaincode: 'records' }, async ({ stub }) => transaction(stub));
  const keysOf = async (stub: Context['stub']): Promise<string[]> => {
    const keys: string[] = [];
    for await (const { key } of stub.getStateByRange('a', 'z')) keys.push(key);
    return keys;
  };
  const own = '_implicit_org_Xinghe';

  it('never shows a transaction its own writes', async () => {
    const { result } = await run(async (stub) => {
      await stub.putState('a', Buffer.from('1'));
      await stub.putPrivateData(own, 'a', Buffer.from('1'));
      const hash = await stub.getPrivateDataHash(own, 'a');
      return [(await stub.getState('a')).length, hash.length, await keysOf(stub)];
    });
    expect(result).to.deep.equal([0, 0, []]);
    expect((await run(keysOf)).result).to.deep.equal(['a']);
  });

  it('keeps nothing of a transaction that fails', async () => {
    const failing = run(async (stub) => {
      await stub.putState('a', Buffer.from('1'));
      throw new Error('refused');
    });
    expect(await failing.catch((error: unknown) => String(error))).to.equal('Error: refused');
    expect(ledger.state.size).to.equal(0);
  });

  it("gives private values on their owner's peer only, and their hashes everywhere", async () => {
    await run(async (stub) => stub.putPrivateData('_implicit_org_Qiming', 'a', Buffer.from('1')));
    const { result } = await run(async (stub) => stub.getPrivateDataHash('_implicit_org_Qiming', 'a'));
    expect(result.length).to.equal(32);
    const reading = run(async (stub) => stub.getPrivateData('_implicit_org_Qiming', 'a'));
    expect(await reading.catch((error: unknown) => String(error))).to.include('is not available');
  });

  it('forgets what is deleted or purged, the hash included', async () => {
    await run(async (stub) => {
      await stub.putState('a', Buffer.from('1'));
      await stub.putPrivateData(own, 'a', Buffer.from('1'));
    });
    await run(async (stub) => {
      await stub.deleteState('a');
      await stub.purgePrivateData(own, 'a');
    });
    const { result } = await run(async (stub) => stub.getPrivateDataHash(own, 'a'));
    expect([ledger.state.size, result.length]).to.deep.equal([0, 0]);
  });
});
