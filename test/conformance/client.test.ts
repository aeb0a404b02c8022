// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  CHANNEL,
  connectAs,
  newMaterial,
  startTestLedger,
  text,
  type Connection,
  type Material,
} from './test-ledger.js';
import type { EmbeddedLedger } from '#network/embedded/index.js';

describe('embedded ledger with the unmodified client', function () {
  this.timeout(30_000);
  let material: Material;
  let ledger: EmbeddedLedger;
  let connection: Connection;

  before(async () => {
    material = await newMaterial(['Org1MSP', 'Org2MSP']);
    ledger = await startTestLedger(material);
    const [first] = material.organisations;
    if (!first) throw new Error('unreachable');
    connection = connectAs(first.mspId, first.user, ledger.peers.get(first.mspId)?.endpoint ?? '');
  });
  after(async () => {
    connection.close();
    await ledger.stop();
    await material.remove();
  });

  it('commits a transaction and reads what it wrote', async () => {
    const contract = connection.gateway.getNetwork(CHANNEL).getContract('basic');
    expect(text(await contract.submitTransaction('put', 'a', '1'))).to.equal('a');
    expect(text(await contract.evaluateTransaction('get', 'a'))).to.equal('1');
  });

  it('streams blocks from the first one', async () => {
    const blocks = await connection.gateway.getNetwork(CHANNEL).getBlockEvents({ startBlock: 0n });
    const numbers: number[] = [];
    for await (const block of blocks) {
      numbers.push(block.getHeader()?.getNumber() ?? -1);
      if (numbers.length === 2) break;
    }
    blocks.close();
    expect(numbers).to.deep.equal([0, 1]);
  });
});
