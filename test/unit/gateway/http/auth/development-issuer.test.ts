// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readAccessToken } from '@chainshare/gateway/internal/http/auth/access-token.js';
import { openDevelopmentIssuer } from '@chainshare/gateway/internal/http/auth/development-issuer.js';
import { readVerificationKeys } from '@chainshare/gateway/internal/http/auth/verification-keys.js';

describe('the development issuer', () => {
  let dir: string;

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'chainshare-issuer-'));
  });

  after(async () => {
    await rm(dir, { recursive: true });
  });

  it('keeps its key for its owner alone, and opens it again', async () => {
    const keyFile = join(dir, 'issuer.pem');
    const first = await openDevelopmentIssuer(keyFile);
    expect((await stat(keyFile)).mode & 0o777).to.equal(0o600);
    const token = first.issueToken({
      enterprise: 'Xinghe',
      subject: 'viewer',
      scopes: ['read:*'],
      ttlSeconds: 60,
    });
    const again = await openDevelopmentIssuer(keyFile);
    const rules = { issuer: again.issuer, audience: 'Xinghe', keys: readVerificationKeys([again.publicKey]) };
    expect(readAccessToken(token, rules)).to.deep.equal({
      subject: 'viewer',
      clientId: 'viewer',
      scopes: ['read:*'],
    });
  });

  it('says when the folder is not there', async () => {
    const failure = await openDevelopmentIssuer(join(dir, 'nowhere', 'issuer.pem')).catch(
      (error: unknown) => error,
    );
    expect(failure).to.have.property('code', 'ENOENT');
  });
});
