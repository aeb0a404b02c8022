// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { tryLock } from '#network/fabric/file-lock.js';

const DEAD = JSON.stringify({ pid: 2 ** 22 + 1, started: '1' });
const module = new URL('../../../../../network/out/fabric/file-lock.js', import.meta.url).href;
/** Tries when it is told to, says whether it got the lock, and holds it until it is ended. */
const CONTENDER = `
  const { tryLock } = await import(${JSON.stringify(module)});
  process.send('ready');
  process.on('message', async (file) => process.send(await tryLock(file)));
`;

async function contender(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', CONTENDER], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  return child;
}

async function tries(child: ChildProcess, file: string): Promise<boolean> {
  const answer = once(child, 'message') as Promise<[boolean]>;
  child.send(file);
  return (await answer)[0];
}

describe('a lock file', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chainshare-lock-'));
    file = path.join(folder, 'a.lock');
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('is taken once, and by somebody else when it is let go', async () => {
    expect([await tryLock(file), await tryLock(file)]).to.deep.equal([true, false]);
    await rm(file);
    expect(await tryLock(file)).to.equal(true);
  });

  it('of a dead owner is taken over, also when he died while writing it', async () => {
    for (const left of [DEAD, '']) {
      await writeFile(file, left);
      expect(await tryLock(file)).to.equal(true);
    }
    expect(await readdir(folder)).to.deep.equal(['a.lock']);
  });

  it('of a dead owner goes to one alone of many who find it', async () => {
    const contenders = await Promise.all(Array.from({ length: 6 }, contender));
    try {
      for (let round = 0; round < 20; round++) {
        await writeFile(file, DEAD);
        const taken = await Promise.all(contenders.map((child) => tries(child, file)));
        expect(taken.filter((own) => own).length).to.be.at.most(1);
      }
    } finally {
      for (const child of contenders) child.kill();
    }
  });

  it('is taken again after somebody died while removing it', async () => {
    await writeFile(file, DEAD);
    const guard = `${file}.removing`;
    await mkdir(guard);
    expect(await tryLock(file)).to.equal(false);
    await utimes(guard, 0, 0);
    expect(await tryLock(file)).to.equal(false);
    expect(await tryLock(file)).to.equal(true);
  });
});
