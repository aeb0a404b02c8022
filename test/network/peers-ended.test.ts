// SPDX-License-Identifier: Apache-2.0
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { DEMO_ENTERPRISES } from '#network/demo/enterprises.js';
import { startFabric, type FabricRunningLedger } from '#network/demo/fabric-ledger.js';
import { takePortRange, type PortRange } from '#network/fabric/ports.js';
import { reasonIn } from '#network/fabric/process-log.js';
import { eventually } from '../fault/support/eventually.js';
import { newTestFolder } from '../support/abandoned.js';
import { connectLedger, type LedgerClient } from '../support/ledger-client.js';
import { root } from '../unit/project/sources.js';

/** The agreed chaincode, with functions beside it that write whatever they are told. */
const ALTERED = path.join(root, 'test/differential/chaincode');

/** Two transactions close a block, so that both stand in one. */
const BLOCK = { timeoutMs: 10_000, maxMessages: 2 };

const PEERS = ['Xinghe/peer0', 'Qiming/peer0'];

describe('stopping the ledger of all', function () {
  this.timeout(240_000);

  let dataDir: string;
  let ports: PortRange;
  let ledger: FabricRunningLedger;
  let qiming: LedgerClient;

  before(async () => {
    dataDir = await newTestFolder();
    ports = await takePortRange();
    ledger = await startFabric({
      dataDir,
      enterprises: DEMO_ENTERPRISES.filter(({ id }) => ['Xinghe', 'Qiming'].includes(id)),
      firstPort: ports.first,
      orderers: 1,
      block: BLOCK,
      alteredChaincode: new Map([['Qiming', ALTERED]]),
    });
    qiming = connectLedger({ ledger, dataDir }, 'Qiming');
  });

  after(async () => {
    qiming.close();
    await ledger.stop();
    await ports.release();
    await rm(dataDir, { recursive: true });
  });

  /** Has transactions ordered in one block that Qiming's peer alone has endorsed. */
  async function inOneBlock(
    ...calls: readonly (readonly [call: string, ...args: string[]])[]
  ): Promise<void> {
    const contract = qiming.network.getContract('records');
    const endorsed = [];
    for (const [call, ...args] of calls) {
      const proposal = contract.newProposal(call, { arguments: args, endorsingOrganizations: ['Qiming'] });
      endorsed.push(await proposal.endorse());
    }
    for (const transaction of endorsed) await transaction.submit();
  }

  async function untilAllHaveEnded(): Promise<void> {
    const { processes } = ledger.network;
    await eventually('every peer has ended', () =>
      Promise.resolve(PEERS.some((name) => processes.isRunning(name)) ? undefined : true),
    );
    for (const name of PEERS) {
      expect(reasonIn(processes.recordOf(name)?.log ?? '').join('\n')).to.contain(
        'panic: Nil value not allowed',
      );
    }
  }

  it('by deleting a key and setting its policy alone, in one block: every peer ends (Fabric 3.1.1)', async () => {
    await inOneBlock(['basic:put', 'a key', 'v'], ['basic:put', 'another', 'v']);
    await inOneBlock(['basic:del', 'a key'], ['basic:setVP', 'a key', 'Qiming']);
    await untilAllHaveEnded();
    for (const name of PEERS) await ledger.network.processes.startAgain(name);
    await untilAllHaveEnded();
  });
});
