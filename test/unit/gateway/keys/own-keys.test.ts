// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { secretOf } from '@chainshare/gateway/internal/sealing/x25519.js';
import { OwnKeys } from '@chainshare/gateway/internal/keys/own-keys.js';

const now = () => '2026-11-25T08:00:00Z';

async function failure(action: Promise<unknown>): Promise<unknown> {
  return action.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('own keys', () => {
  let dir: string;

  beforeEach(async () => {
    dir = join(await mkdtemp(join(tmpdir(), 'chainshare-keys-')), 'keys');
  });

  afterEach(async () => {
    await rm(join(dir, '..'), { recursive: true });
  });

  it('makes version 1 at the first start and finds it again', async () => {
    const first = await OwnKeys.open({ dir, now });
    const second = await OwnKeys.open({ dir, now });
    expect(first.newest).to.include({ version: 1, createdAt: now() });
    expect(second.newest.pair.publicKey).to.deep.equal(first.newest.pair.publicKey);
    expect(secretOf(second.newest.pair)).to.deep.equal(secretOf(first.newest.pair));
  });

  it('keeps every version, the newest first', async () => {
    const keys = await OwnKeys.open({ dir, now });
    await keys.add();
    await keys.add(10);
    expect((await OwnKeys.open({ dir, now })).versions.map(({ version }) => version)).to.deep.equal([
      10, 2, 1,
    ]);
    expect(keys.version(2)?.version).to.equal(2);
    expect(keys.version(3)).to.equal(undefined);
  });

  it('lets nobody but the owner read the files', async () => {
    await OwnKeys.open({ dir, now });
    expect((await stat(dir)).mode & 0o777).to.equal(0o700);
    expect((await stat(join(dir, 'encryption-1.json'))).mode & 0o777).to.equal(0o600);
    expect(await readdir(dir)).to.deep.equal(['encryption-1.json']);
  });

  it('writes no secret in clear under a passphrase, and opens it with that passphrase only', async () => {
    const keys = await OwnKeys.open({ dir, now, passphrase: 'correct horse' });
    const text = await readFile(join(dir, 'encryption-1.json'), 'utf8');
    const secret = secretOf(keys.newest.pair);
    for (const encoding of ['base64url', 'base64', 'hex'] as const) {
      expect(text).not.to.contain(secret.toString(encoding));
    }
    const opened = await OwnKeys.open({ dir, now, passphrase: 'correct horse' });
    expect(secretOf(opened.newest.pair)).to.deep.equal(secret);
    const refused = await failure(OwnKeys.open({ dir, now, passphrase: 'wrong horse' }));
    expect(refused).to.have.property('code', 'KEY_FILE_UNREADABLE');
    expect(await failure(OwnKeys.open({ dir, now }))).to.have.property('code', 'KEY_FILE_UNREADABLE');
  });

  it('takes a passphrase typed in another normal form of Unicode', async () => {
    await OwnKeys.open({ dir, now, passphrase: 'caf\u00e9' });
    expect((await OwnKeys.open({ dir, now, passphrase: 'cafe\u0301' })).newest.version).to.equal(1);
  });

  it('names the file that is damaged', async () => {
    await OwnKeys.open({ dir, now });
    const path = join(dir, 'encryption-1.json');
    await writeFile(path, (await readFile(path, 'utf8')).slice(0, 20));
    expect(await failure(OwnKeys.open({ dir, now }))).to.have.nested.property(
      'details.facts.file',
      'encryption-1.json',
    );
  });

  it('refuses a secret that is not the one of its public key', async () => {
    await OwnKeys.open({ dir, now });
    const path = join(dir, 'encryption-1.json');
    const content = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    await writeFile(path, JSON.stringify({ ...content, secret: Buffer.alloc(32, 7).toString('base64url') }));
    expect(await failure(OwnKeys.open({ dir, now }))).to.have.property('code', 'KEY_FILE_UNREADABLE');
  });
});
