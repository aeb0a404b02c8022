// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { hasLowS } from '#network/crypto/low-s.js';
import {
  ensureOrderer,
  ensureOrganisation,
  type OrganisationMaterial,
} from '#network/crypto/organisation.js';

const OPTIONS = { peers: 1, hosts: ['127.0.0.1', 'localhost'] };

describe('the keys and certificates of an organisation', () => {
  let folder: string;
  let material: OrganisationMaterial;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chainshare-crypto-'));
    material = await ensureOrganisation(folder, 'Xinqiao', OPTIONS);
  });

  after(() => rm(folder, { recursive: true }));

  it('lead to its root, each under its role', () => {
    const root = new X509Certificate(material.root);
    const roles = [
      [material.admin, 'admin'],
      [material.gateway, 'client'],
      [material.peers[0], 'peer'],
    ] as const;
    for (const [credential, role] of roles) {
      const certificate = new X509Certificate(credential?.certificate ?? '');
      expect(certificate.checkIssued(root) && certificate.verify(root.publicKey)).to.equal(true);
      expect(certificate.subject).to.contain(`OU=${role}`);
      expect(certificate.ca).to.equal(false);
      expect(Date.parse(certificate.validFrom)).to.be.at.least(Date.parse(root.validFrom));
    }
  });

  it('are made once: a second call finds them as they were', async () => {
    expect(await ensureOrganisation(folder, 'Xinqiao', OPTIONS)).to.deep.equal(material);
  });

  it('lie in files that nobody else may read', async () => {
    for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      expect((await stat(path.join(file.parentPath, file.name))).mode & 0o077, file.name).to.equal(0);
    }
  });

  it('of an ordering node are of the role orderer', async () => {
    const orderer = await ensureOrderer(folder, { id: 'orderer0', mspId: 'Ordering', hosts: OPTIONS.hosts });
    expect(new X509Certificate(orderer.node.certificate).subject).to.contain('OU=orderer');
    expect(
      new X509Certificate(orderer.node.certificate).checkIssued(new X509Certificate(orderer.root)),
    ).to.equal(true);
  });
});

describe('the low form of a signature', () => {
  /** A DER signature with r = 1 and this s. */
  const withS = (s: string): Uint8Array => {
    const integer = Buffer.from(s, 'hex');
    return Buffer.concat([Buffer.from([0x30, 5 + integer.length, 2, 1, 1, 2, integer.length]), integer]);
  };

  it('ends with half of the order of the curve', () => {
    expect(hasLowS(withS('7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8'))).to.equal(true);
    expect(hasLowS(withS('7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a9'))).to.equal(
      false,
    );
  });

  it('takes short integers', () => {
    expect(hasLowS(withS('01'))).to.equal(true);
  });
});
