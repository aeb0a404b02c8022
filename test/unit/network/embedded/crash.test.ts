// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Contract } from '@hyperledger/fabric-gateway';
import { expect } from 'chai';
import {
  CHANNEL,
  connectAs,
  newMaterial,
  optionsOf,
  startTestLedger,
  text,
  type Connection,
  type Material,
} from '../../../conformance/test-ledger.js';

const PROCESS = fileURLToPath(new URL('./ledger-process.js', import.meta.url));
const OWN = '_implicit_org_Org1MSP';
const WRITERS = 8;

describe('an embedded ledger killed in the middle of work', function () {
  this.timeout(60_000);
  let material: Material;
  let child: ChildProcess | undefined;

  before(async () => {
    material = await newMaterial(['Org1MSP']);
  });
  afterEach(() => {
    child?.kill('SIGKILL');
  });
  after(() => material.remove());

  async function startProcess(): Promise<string> {
    const file = join(material.dataDir, 'options.json');
    await writeFile(file, JSON.stringify(optionsOf(material)));
    child = spawn(process.execPath, [PROCESS, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    if (!child.stdout) throw new Error('the process has no output');
    for await (const line of createInterface({ input: child.stdout })) {
      const [mspId, endpoint] = line.split(' ');
      if (mspId === 'Org1MSP' && endpoint !== undefined) return endpoint;
    }
    throw new Error('the process ended before it was ready');
  }

  function connect(endpoint: string): Connection {
    const [organisation] = material.organisations;
    if (!organisation) throw new Error('one organisation was made');
    return connectAs(organisation.mspId, organisation.user, endpoint);
  }

  /** Writes until the ledger is gone; answers what it acknowledged. */
  async function write(contract: Contract, name: string): Promise<string[]> {
    const acknowledged: string[] = [];
    for (let at = 0; ; at++) {
      const key = `${name}-${at}`;
      try {
        await contract.submit('putPrivate', {
          arguments: [OWN, key],
          transientData: { value: Buffer.from(`value of ${key}`) },
        });
      } catch {
        return acknowledged; // the ledger was killed: whether this one counts is not known
      }
      acknowledged.push(key);
    }
  }

  it('has every acknowledged transaction with its private data afterwards', async () => {
    const acknowledged: string[] = [];
    for (const round of ['first', 'second']) {
      const connection = connect(await startProcess());
      const contract = connection.gateway.getNetwork(CHANNEL).getContract('basic');
      await contract.evaluateTransaction('noop');
      const writers = Array.from({ length: WRITERS }, (_, at) => write(contract, `${round}-${at}`));
      await pause(1500);
      const ended = child ? once(child, 'exit') : undefined;
      child?.kill('SIGKILL');
      await ended;
      acknowledged.push(...(await Promise.all(writers)).flat());
      connection.close();
    }
    expect(acknowledged.length).to.be.greaterThan(WRITERS);

    const ledger = await startTestLedger(material);
    const connection = connect(ledger.peers.get('Org1MSP')?.endpoint ?? '');
    const contract = connection.gateway.getNetwork(CHANNEL).getContract('basic');
    for (const key of acknowledged) {
      expect(text(await contract.evaluateTransaction('getPrivate', OWN, key))).to.equal(`value of ${key}`);
    }
    connection.close();
    await ledger.stop();
  });
});
