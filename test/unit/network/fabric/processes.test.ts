// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { takeDown } from '#network/fabric/down.js';
import { startHeld } from '#network/fabric/held-process.js';
import { NetworkError } from '#network/fabric/network-error.js';
import { isAlive, markOf } from '#network/fabric/process-mark.js';
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

/** Starts a program without ever releasing it. */
const HOLDER = `
  const { startHeld } = await import(${JSON.stringify(path.join(root, 'network/out/fabric/held-process.js'))});
  const { pid } = await startHeld(JSON.parse(process.argv[1]), 2);
  console.log(pid);
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

  it('do nothing when whoever started them dies before they are on record', async () => {
    const file = path.join(folder, 'ran');
    const program = {
      ...spec,
      args: ['-e', `require('node:fs').writeFileSync(${JSON.stringify(file)}, '')`],
    };
    const output = openSync(path.join(folder, 'held.log'), 'a');
    const held = await startHeld(program, output);
    expect(isAlive(markOf(held.pid))).to.equal(true);
    const starter = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, JSON.stringify(program)]);
    const pid = Number(await new Promise((resolve) => starter.stdout.once('data', resolve)));
    const mark = markOf(pid);
    starter.kill('SIGKILL');
    while (isAlive(mark)) await sleep(5);
    expect(existsSync(file)).to.equal(false);
    held.release();
    while (!existsSync(file)) await sleep(5);
    closeSync(output);
  });

  it('are refused when their program cannot be run', async () => {
    const command = path.join(folder, 'nothing');
    const refused = await processes.start({ ...spec, command }).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(NetworkError).with.property('code', 'PROCESS_NOT_STARTED');
    expect(processes.records).to.deep.equal([]);
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
