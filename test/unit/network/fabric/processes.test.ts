// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { takeDown } from '#network/fabric/down.js';
import { Processes } from '#network/fabric/processes.js';
import { root } from '../../project/sources.js';

/** A program that writes a line every few milliseconds, as a peer writes its log. */
const CHATTER = `setInterval(() => console.log('still here'), 5)`;

const spec = { name: 'Xinqiao/peer0', command: process.execPath, args: ['-e', CHATTER], env: {} };

/** Starts the chatter from a process of its own, which then waits to be killed. */
const STARTER = `
  const { Processes } = await import(${JSON.stringify(path.join(root, 'network/out/fabric/processes.js'))});
  await new Processes(process.argv[1]).start(${JSON.stringify(spec)});
  console.log('started');
  setInterval(() => undefined, 1_000);
`;

describe('the processes of a Fabric network', () => {
  let folder: string;
  let processes: Processes;

  const logBytes = async () => (await stat(path.join(folder, 'logs', 'Xinqiao-peer0.log'))).size;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chainshare-processes-'));
    processes = new Processes(folder);
  });

  afterEach(async () => {
    await processes.stopAll();
    await rm(folder, { recursive: true });
  });

  it('are started once, however often they are asked for', async () => {
    await processes.start(spec);
    const [first] = processes.records;
    await processes.start(spec);
    expect(processes.records).to.deep.equal([first]);
  });

  it('outlive whoever started them, and are found again by the next run', async () => {
    const starter = spawn(process.execPath, ['--input-type=module', '-e', STARTER, folder]);
    await new Promise((resolve) => starter.stdout.once('data', resolve));
    starter.kill('SIGKILL');
    await new Promise((resolve) => starter.once('exit', resolve));
    const before = await logBytes();
    while ((await logBytes()) === before) await sleep(20);
    expect(processes.isRunning(spec.name)).to.equal(true);
  });

  it('are all ended by who takes the network down later', async () => {
    await processes.start(spec);
    await takeDown(folder);
    expect(processes.isRunning(spec.name)).to.equal(false);
  });

  it('tell why one failed with the end of its log', async () => {
    await processes.start({ ...spec, args: ['-e', `console.error('no such certificate'); process.exit(1)`] });
    while (processes.isRunning(spec.name)) await sleep(20);
    expect(processes.failure('PROCESS_ENDED', spec.name).message).to.match(
      /^Xinqiao\/peer0 ended while .*:\n {2}no such certificate$/s,
    );
  });
});
