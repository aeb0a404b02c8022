// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import Database from 'better-sqlite3';
import { openStore, type Store } from '@chainshare/gateway/internal/store/store.js';

const execute = promisify(execFile);

describe('store', () => {
  let dir: string;
  let store: Store;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'chainshare-store-'));
    store = await openStore(join(dir, 'gateway'));
  });

  afterEach(async () => {
    await store.close();
    await rm(dir, { recursive: true });
  });

  it('reads what was written before', async () => {
    await store.write('meta.set', { name: 'epoch', value: '7' });
    expect(await store.read('meta.get', { name: 'epoch' })).to.equal('7');
    expect(await store.read('meta.get', { name: 'other' })).to.equal(null);
  });

  it('runs writes one after another, in the order of the calls', async () => {
    const values = Array.from({ length: 50 }, (_, index) => String(index));
    await Promise.all(values.map((value) => store.write('meta.set', { name: 'last', value })));
    expect(await store.read('meta.get', { name: 'last' })).to.equal('49');
  });

  it('keeps what was written when it is opened again', async () => {
    await store.write('meta.set', { name: 'epoch', value: '7' });
    await store.close();
    store = await openStore(join(dir, 'gateway'));
    expect(await store.read('meta.get', { name: 'epoch' })).to.equal('7');
  });

  it('lets nobody but the owner read its files', async () => {
    for (const name of ['vault.db', 'vault.db-wal', 'projection.db']) {
      expect((await stat(join(dir, 'gateway', name))).mode & 0o777).to.equal(0o600);
    }
    expect((await stat(join(dir, 'gateway'))).mode & 0o777).to.equal(0o700);
  });

  it('rejects an argument that cannot be cloned, and goes on', async () => {
    const args = { name: 'f', value: (() => 'x') as unknown as string };
    const error: unknown = await store.write('meta.set', args).catch((thrown: unknown) => thrown);
    expect(error).to.have.property('name', 'DataCloneError');
    expect(await store.read('meta.get', { name: 'f' })).to.equal(null);
  });

  it('says which failure of SQLite it was', async () => {
    const args = { name: 'f', value: null as unknown as string };
    const error: unknown = await store.write('meta.set', args).catch((thrown: unknown) => thrown);
    expect(error).to.have.property('code', 'SQLITE_CONSTRAINT_NOTNULL');
  });

  it('refuses whatever is asked after it was closed', async () => {
    await store.close();
    const error: unknown = await store.read('meta.get', { name: 'f' }).catch((thrown: unknown) => thrown);
    expect(error).to.be.an('error');
    store = await openStore(join(dir, 'gateway'));
  });

  it('keeps many stores of one process apart, and closes one without the others', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `gateway-${index}`);
    const opened = await Promise.all(
      names.map(async (name) => ({ name, store: await openStore(join(dir, name)) })),
    );
    await Promise.all(opened.map((it) => it.store.write('meta.set', { name: 'own', value: it.name })));
    const [closed, left] = [opened.slice(0, 6), opened.slice(6)];
    await Promise.all(closed.map((it) => it.store.close()));
    const values = await Promise.all(left.map((it) => it.store.read('meta.get', { name: 'own' })));
    await Promise.all(left.map((it) => it.store.close()));
    expect(values).to.deep.equal(left.map((it) => it.name));
    expect(await store.read('meta.get', { name: 'own' })).to.equal(null);
  });

  it('lets its process end once it is closed', async () => {
    const program = join(dir, 'program.mjs');
    await writeFile(
      program,
      `import { openStore } from '${import.meta.resolve('@chainshare/gateway/internal/store/store.js')}';
       const store = await openStore(${JSON.stringify(join(dir, 'other'))});
       await store.write('meta.set', { name: 'epoch', value: '7' });
       await store.close();
       process.stdout.write('closed');`,
    );
    const ended = await execute(process.execPath, [program], { timeout: 30_000 });
    expect(ended).to.deep.equal({ stdout: 'closed', stderr: '' });
  });

  it('begins a projection of an earlier version anew, and leaves the vault as it is', async () => {
    await store.write('meta.set', { name: 'epoch', value: '7' });
    await store.write('project.block', { number: 0, transactions: [] });
    await store.close();
    const path = join(dir, 'gateway', 'projection.db');
    const file = new Database(path);
    const version = file.pragma('user_version', { simple: true }) as number;
    store = await openStore(join(dir, 'gateway'));
    expect(await store.read('project.checkpoint', {})).to.equal(0);
    await store.close();
    file.pragma(`user_version = ${version - 1}`);
    file.close();
    store = await openStore(join(dir, 'gateway'));
    expect(await store.read('project.checkpoint', {})).to.equal(-1);
    expect(await store.read('meta.get', { name: 'epoch' })).to.equal('7');
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
  });

  it('refuses files of a newer release', async () => {
    await store.close();
    const file = new Database(join(dir, 'gateway', 'vault.db'));
    file.pragma('user_version = 999');
    file.close();
    const error: unknown = await openStore(join(dir, 'gateway')).catch((thrown: unknown) => thrown);
    expect(error).to.have.property('message').that.includes('schema 999');
    // The log goes when the last connection is closed.
    expect(await readdir(join(dir, 'gateway'))).to.not.include('vault.db-wal');
    await rm(join(dir, 'gateway'), { recursive: true });
    store = await openStore(join(dir, 'gateway'));
  });
});
