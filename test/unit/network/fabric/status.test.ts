// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { NetworkError } from '#network/fabric/network-error.js';
import { reasonIn } from '#network/fabric/process-log.js';
import type { ProcessSpec } from '#network/fabric/process-spec.js';
import { Processes } from '#network/fabric/processes.js';
import { networkStatus, type ProcessStatus } from '#network/fabric/status.js';
import { statusTable } from '#network/fabric/words.js';

const spec: ProcessSpec = {
  name: 'Xinqiao/peer0',
  command: process.execPath,
  args: ['-e', 'setInterval(() => undefined, 1_000)'],
  env: {},
};

describe('the status of a network', () => {
  let folder: string;
  let processes: Processes;
  let server: Server;
  /** What the health check of the moment answers. */
  let health: number;

  const statusNow = async (): Promise<ProcessStatus> => {
    const [status] = await networkStatus(processes);
    if (status === undefined) throw new Error('nothing is on record');
    return status;
  };

  before(async () => {
    server = createServer((_, answer) => answer.writeHead(health).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  after(() => server.close());

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chainshare-status-'));
    processes = new Processes(folder);
    health = 200;
  });

  afterEach(async () => {
    await processes.stopAll();
    await rm(folder, { recursive: true });
  });

  const checked = (): ProcessSpec => {
    return { ...spec, health: `http://127.0.0.1:${(server.address() as AddressInfo).port}/healthz` };
  };

  it('names each process with its memory, and how it is', async () => {
    await processes.start(checked());
    const { state, memory, reason } = await statusNow();
    expect(state).to.equal('ready');
    expect(memory?.resident).to.be.above(1_000_000);
    expect(reason).to.deep.equal([]);
    health = 503;
    expect((await statusNow()).state).to.equal('starting');
  });

  it('tells one that is suspended from one that runs', async () => {
    await processes.start(spec);
    processes.signal(spec.name, 'SIGSTOP');
    while ((await statusNow()).state === 'ready') await sleep(20);
    expect((await statusNow()).state).to.equal('hung');
  });

  it('tells what was stopped from what died, and why it died', async () => {
    await processes.start({ ...spec, args: ['-e', `console.error('no such certificate'); process.exit(1)`] });
    while ((await statusNow()).state !== 'dead') await sleep(20);
    expect((await statusNow()).reason).to.deep.equal(['no such certificate']);
    expect(statusTable(await networkStatus(processes))).to.match(
      /peer0 .* dead 已退出\n {2}no such certificate/,
    );
    await processes.stop(spec.name);
    expect(await statusNow()).to.deep.include({ state: 'stopped', reason: [] });
  });

  it('starts a stopped one as it was', async () => {
    await processes.start(spec);
    await processes.stop(spec.name);
    await processes.startAgain(spec.name);
    expect(processes.recordOf(spec.name)?.spec).to.deep.equal(spec);
    expect(processes.isRunning(spec.name)).to.equal(true);
  });

  it('starts one anew that is asked for in another way', async () => {
    await processes.start(spec);
    const before = processes.recordOf(spec.name)?.pid;
    await processes.start({ ...spec, env: { SETTING: 'other' } });
    expect(processes.recordOf(spec.name)?.pid).to.not.equal(before);
    expect(processes.running()).to.deep.equal([spec.name]);
  });

  it('knows the names of all when one is asked for that is not there', async () => {
    await processes.start(spec);
    const error: unknown = await processes.stop('Xinqiao/peer9').catch((fault: unknown) => fault);
    expect(error).to.be.instanceOf(NetworkError).with.property('code', 'PROCESS_UNKNOWN');
    expect((error as NetworkError).message).to.contain('there are: Xinqiao/peer0');
  });
});

describe('the reason in a log', () => {
  let folder: string;
  let log: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chainshare-log-'));
    log = path.join(folder, 'peer.log');
  });

  after(() => rm(folder, { recursive: true }));

  it('stands above the stack trace of a program in Go', async () => {
    await writeFile(
      log,
      '2026-11-26 \u001b[31mPANI [orderer] Main -> no such folder\u001b[0m\npanic: no such folder\n\ngoroutine 1 [running]:\nmain.main()\n\tmain.go:12 +0x1f\n',
    );
    expect(reasonIn(log)).to.deep.equal([
      '2026-11-26 PANI [orderer] Main -> no such folder',
      'panic: no such folder',
    ]);
  });

  it('leaves out the stack trace of a program in JavaScript', async () => {
    await writeFile(log, `Error: listen EADDRINUSE\n${'    at Server.listen (node:net:1)\n'.repeat(20)}`);
    expect(reasonIn(log)).to.deep.equal(['Error: listen EADDRINUSE']);
  });

  it('is found at the end of a log of any length', async () => {
    await writeFile(log, `${'a line of no interest\n'.repeat(100_000)}Error: disk full\n`);
    expect(reasonIn(log).at(-1)).to.equal('Error: disk full');
  });

  it('is empty without a log', () => {
    expect(reasonIn(path.join(folder, 'none.log'))).to.deep.equal([]);
  });
});
