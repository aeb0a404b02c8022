// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { RESTART_FIRST_MS, RESTART_LONGEST_MS } from '#network/fabric/limits.js';
import type { ProcessSpec } from '#network/fabric/process-spec.js';
import { Processes } from '#network/fabric/processes.js';
import { supervise, waitBefore, type Restart, type Supervision } from '#network/fabric/supervisor.js';

const node = (name: string, program: string): ProcessSpec => {
  return { name, command: process.execPath, args: ['-e', program], env: {} };
};

const STAYS = node('Xinqiao/peer0', 'setInterval(() => undefined, 1_000)');
const DIES = node('Xinqiao/chaincode', `console.error('no such contract'); process.exit(1)`);

describe('the supervisor of a network', () => {
  let folder: string;
  let processes: Processes;
  let supervision: Supervision | undefined;
  /** What the supervisor has told, and who waits for more. */
  let told: Restart[];
  let heard: () => void;

  const supervised = (): void => {
    supervision = supervise(processes, (restart) => {
      told.push(restart);
      heard();
    });
  };

  const untilTold = async (count: number): Promise<void> => {
    while (told.length < count) await new Promise<void>((resolve) => (heard = resolve));
  };

  const untilRunning = async (name: string): Promise<void> => {
    while (!processes.isRunning(name)) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chainshare-supervisor-'));
    processes = new Processes(folder);
    told = [];
    heard = () => undefined;
  });

  afterEach(async () => {
    await supervision?.end();
    await processes.stopAll();
    await rm(folder, { recursive: true });
  });

  it('starts again what was killed, and says so', async () => {
    await processes.start(STAYS);
    supervised();
    processes.signal(STAYS.name, 'SIGKILL');
    await untilTold(1);
    expect(told[0]).to.deep.include({ name: STAYS.name, attempt: 1, waitMs: RESTART_FIRST_MS });
    await untilRunning(STAYS.name);
  });

  it('waits longer each time for what dies again and again, and tells why it died', async () => {
    supervised();
    await processes.start(DIES);
    await untilTold(3);
    expect(told.slice(0, 3).map(({ attempt, waitMs }) => [attempt, waitMs])).to.deep.equal([
      [1, RESTART_FIRST_MS],
      [2, 2 * RESTART_FIRST_MS],
      [3, 4 * RESTART_FIRST_MS],
    ]);
    expect(told[0]?.reason).to.deep.equal(['no such contract']);
  });

  it('never waits longer than the longest', () => {
    expect(waitBefore(1)).to.equal(RESTART_FIRST_MS);
    expect(waitBefore(1_000)).to.equal(RESTART_LONGEST_MS);
  });

  it('leaves alone what somebody has stopped', async () => {
    await processes.start(STAYS);
    await processes.start({ ...STAYS, name: 'Xinghe/peer0' });
    supervised();
    await processes.stop(STAYS.name);
    // A death after the stop is told in a later look, in which the stopped one was looked at too.
    processes.signal('Xinghe/peer0', 'SIGKILL');
    await untilTold(1);
    await untilRunning('Xinghe/peer0');
    expect(processes.isRunning(STAYS.name)).to.equal(false);
    expect(told.map(({ name }) => name)).to.deep.equal(['Xinghe/peer0']);
  });
});
