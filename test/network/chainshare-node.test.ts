// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { takePortRange, type PortRange } from '#network/fabric/ports.js';
import { Processes } from '#network/fabric/processes.js';
import { newTestFolder } from '../support/abandoned.js';
import { chainshare, type Ended } from '../support/command.js';
import { root } from '../unit/project/sources.js';

const BIN = path.join(root, 'network/bin/chainshare-node.js');

/** Nodes of `up --port` begin this far above the gateways; a port range is as wide. */
const GATEWAYS_BELOW = 100;

const PATIENCE_MS = 300_000;

/** What `up` tells when it begins with each of its steps. */
const STEPS = ['Certificates', 'Orderers and peers', 'Channel', 'Chaincode', 'Founding members', 'Gateways'];

describe('chainshare-node', function () {
  this.timeout(PATIENCE_MS);

  let folder: string;
  let ports: PortRange;

  const processes = (): Processes => new Processes(path.join(folder, 'network'));

  const node = async (...args: readonly string[]): Promise<Ended> => {
    const child = spawn(process.execPath, [BIN, ...args, '--data', folder], { cwd: folder });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { code, out, err };
  };

  const up = (): readonly string[] => [
    'up',
    ...['--topology', path.join(folder, 'chain.yaml')],
    ...['--port', String(ports.first - GATEWAYS_BELOW)],
  ];

  /** Starts and is killed as soon as it tells of a step. */
  const upKilledAt = async (step: string): Promise<void> => {
    const child = spawn(process.execPath, [BIN, ...up(), '--data', folder], { cwd: folder });
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
      if (err.includes(step)) child.kill('SIGKILL');
    });
    await new Promise((resolve) => child.on('close', resolve));
    expect(err).to.contain(step);
  };

  before(async () => {
    folder = await newTestFolder();
    ports = await takePortRange();
    await writeFile(
      path.join(folder, 'chain.yaml'),
      `channel: chain
fabric: 3.1.1
orderers: [{ id: orderer0, organisation: Ordering, host: 127.0.0.1 }]
organisations:
  - { id: Xinqiao }
  - { id: Newco, member: { names: { zh: 新企业 }, roles: [customer], uscc: 91990000MA4000047T } }
`,
    );
  });

  after(async () => {
    await processes().stopAll();
    await ports.release();
    await rm(folder, { recursive: true });
  });

  it('goes on wherever an earlier up was cut short', async () => {
    for (const step of STEPS) await upKilledAt(step);
    const { code, out, err } = await node(...up());
    expect(code, err).to.equal(0);
    expect(out).to.contain('The network is up');
  });

  it('changes nothing when it is called a second time', async () => {
    const before = processes().records;
    expect((await node(...up())).code).to.equal(0);
    expect(processes().records).to.deep.equal(before);
  });

  it('shows every process with its memory', async () => {
    const { code, out } = await node('status');
    expect(code, out).to.equal(0);
    const names = [
      'orderer0',
      ...['Xinqiao', 'Newco'].flatMap((id) => ['peer0', 'chaincode', 'gateway'].map((one) => `${id}/${one}`)),
    ];
    for (const name of names)
      expect(out).to.match(new RegExp(`^${name} +\\d+ MB \\(max \\d+ MB\\) +ready`, 'm'));
  });

  it('serves clients by the network file that it leaves', async () => {
    const network = path.join(folder, 'network.json');
    const { code, out } = await chainshare(['--network', network, '--as', 'Xinqiao', 'members'], {
      cwd: folder,
    });
    expect(code, out).to.equal(0);
    expect(out).to.contain('Newco');
  });

  it('stops and starts one process by name', async () => {
    expect((await node('stop', 'Newco/peer0')).code).to.equal(0);
    expect((await node('status')).out).to.match(/^Newco\/peer0 .*stopped/m);
    expect((await node('start', 'Newco/peer0')).code).to.equal(0);
    expect(processes().isRunning('Newco/peer0')).to.equal(true);
    const { code, err } = await node('stop', 'Newco/peer1');
    expect(code).to.equal(1);
    expect(err).to.match(/^PROCESS_UNKNOWN: .*\n.*没有/);
  });

  it('tells what died', async () => {
    processes().signal('Xinqiao/chaincode', 'SIGKILL');
    while (processes().isRunning('Xinqiao/chaincode')) await sleep(20);
    const { code, out } = await node('status');
    expect(code).to.equal(1);
    expect(out).to.match(/^Xinqiao\/chaincode .*dead/m);
  });

  it('ends every process, and refuses what would contradict the ledger', async () => {
    expect((await node('down')).code).to.equal(0);
    expect(processes().running()).to.deep.equal([]);
    const { code, err } = await node(...up().slice(0, -1), String(ports.first - GATEWAYS_BELOW + 1));
    expect(code).to.equal(1);
    expect(err).to.match(/^TOPOLOGY_CHANGED: /m);
    expect(processes().running()).to.deep.equal([]);
  });
});
