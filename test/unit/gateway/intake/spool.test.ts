// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import { spool, unspool } from '@chainshare/gateway/internal/intake/spool.js';

describe('spool', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'chainshare-spool-'));
  });
  afterEach(async () => {
    await rm(dir, { recursive: true });
  });

  const chunks = () => Readable.from([Buffer.from('abc'), Buffer.from('def')]);

  it('keeps the whole body in a file that only this user can read, with its hash', async () => {
    const spooled = await spool(chunks(), join(dir, 'spool'), 6);
    expect((await readFile(spooled.path)).toString()).to.equal('abcdef');
    expect(spooled.sha256).to.equal(createHash('sha256').update('abcdef').digest('hex'));
    expect(spooled.bytes).to.equal(6);
    expect((await stat(spooled.path)).mode & 0o777).to.equal(0o600);
    expect((await stat(join(dir, 'spool'))).mode & 0o777).to.equal(0o700);
    await unspool(spooled);
    await unspool(spooled);
    expect(await readdir(join(dir, 'spool'))).to.deep.equal([]);
  });

  it('refuses a body that is too large and leaves nothing behind', async () => {
    const error = await spool(chunks(), dir, 5).catch((caught: unknown) => caught);
    expect(error).to.have.property('code', 'BODY_TOO_LARGE');
    expect(await readdir(dir)).to.deep.equal([]);
  });

  it('leaves nothing behind of a body that breaks off', async () => {
    // eslint-disable-next-line @typescript-eslint/require-await -- a body comes asynchronously
    async function* broken() {
      yield Buffer.from('abc');
      throw new Error('the client went away');
    }
    const error = await spool(broken(), dir, 100).catch((caught: unknown) => caught);
    expect(error).to.have.property('message', 'the client went away');
    expect(await readdir(dir)).to.deep.equal([]);
  });
});
