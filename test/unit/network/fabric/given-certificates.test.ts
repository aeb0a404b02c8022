// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { assertCertificates } from '#network/fabric/certificates.js';
import { ensureCrypto } from '#network/fabric/crypto.js';
import { NetworkError } from '#network/fabric/network-error.js';
import { planNetwork, type NetworkPlan } from '#network/fabric/plan.js';
import { parseTopology } from '#network/fabric/topology.js';
import { GivenFolder, OutsideAuthority } from '../../../support/outside-authority.js';

const TOPOLOGY = `channel: chain
fabric: 3.1.1
orderers: [{ id: orderer0, organisation: Ordering, host: 127.0.0.1 }]
organisations: [{ id: Xinqiao, peers: 2 }, { id: Xinghe }]
certificates: { dir: given, of: [Xinqiao, Ordering] }
`;

const DAY_MS = 86_400_000;

describe('certificates of an outside authority', () => {
  let folder: string;
  let plan: NetworkPlan;
  let given: GivenFolder;

  const placed = (...parts: readonly string[]): string => path.join(folder, 'data', ...parts);

  /** The code of what a start says of the certificates that were given, and its sentences. */
  const faultOf = async (): Promise<readonly [string, string]> => {
    try {
      await ensureCrypto(plan);
    } catch (error) {
      if (error instanceof NetworkError) return [error.code, error.message];
      throw error;
    }
    return ['none', ''];
  };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chainshare-given-'));
    plan = planNetwork(parseTopology(TOPOLOGY, path.join(folder, 'chain.yaml')), placed(), 21_000);
    given = await GivenFolder.new(path.join(folder, 'given'), 'Xinqiao');
    await given.fillForMember(2);
    const ordering = await GivenFolder.new(path.join(folder, 'given'), 'Ordering');
    await ordering.fillForOrderer('orderer0');
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('are put where the processes look for them, and the others are made here', async () => {
    const materials = await ensureCrypto(plan);
    assertCertificates(plan);
    expect(materials.get('Xinqiao')?.peers).to.have.length(2);
    expect(await readFile(placed('Xinqiao', 'msp', 'cacerts', 'ca.crt'), 'utf8')).to.equal(
      given.identities.root,
    );
    expect(await readFile(placed('Xinghe', 'msp', 'cacerts', 'ca.crt'), 'utf8')).to.not.equal('');
    // No authority of ours for whom another one vouches, and no word of ours on whose roles count.
    expect(await readFile(placed('Xinqiao', 'msp', 'config.yaml'), 'utf8')).to.not.contain('Certificate:');
    const served = await readFile(placed('Xinqiao', 'peer0', 'tls', 'server.crt'), 'utf8');
    expect(served.match(/BEGIN CERTIFICATE/g), 'certificates up to the root').to.have.length(2);
  });

  it('that were renewed are taken over by the next start', async () => {
    await ensureCrypto(plan);
    const file = placed('Xinqiao', 'gateway', 'identity', 'cert.pem');
    const before = await readFile(file, 'utf8');
    await given.sign('gateway', 'client');
    await ensureCrypto(plan);
    assertCertificates(plan);
    expect(await readFile(file, 'utf8')).to.not.equal(before);
  });

  it('that have expired are named, and nothing is put anywhere', async () => {
    await given.sign('peer1', 'peer', { notAfter: new Date(Date.now() - DAY_MS) });
    const [code, message] = await faultOf();
    expect(code).to.equal('CERTIFICATE_EXPIRED');
    expect(message).to.contain(path.join('given', 'Xinqiao', 'peer1.pem'));
    expect(existsSync(placed())).to.equal(false);
  });

  it('below an intermediate authority that has expired name that one', async () => {
    const expired = await OutsideAuthority.new('Xinqiao identities', new Date(Date.now() - DAY_MS));
    await given.write('ca.pem', expired.bundle);
    const { certificate, key } = await expired.issue({ name: 'admin', role: 'admin' });
    await given.write('admin.pem', certificate);
    await given.write('admin.key', key);
    const [code, message] = await faultOf();
    expect(code).to.equal('CERTIFICATE_EXPIRED');
    expect(message).to.contain(path.join('Xinqiao', 'ca.pem'));
  });

  it('of another authority are foreign, though it has the same name', async () => {
    const other = await OutsideAuthority.new('Xinqiao identities');
    const { certificate, key } = await other.issue({ name: 'peer0', role: 'peer' });
    await given.write('peer0.pem', certificate);
    await given.write('peer0.key', key);
    const [code, message] = await faultOf();
    expect(code).to.equal('CERTIFICATE_FOREIGN');
    expect(message).to.contain('peer0.pem').and.to.contain('ca.pem');
  });

  it('whose intermediate authority was not given are foreign', async () => {
    await given.write('ca.pem', given.identities.root);
    expect((await faultOf())[0]).to.equal('CERTIFICATE_FOREIGN');
  });

  it('must lead to one root', async () => {
    const other = await OutsideAuthority.new('another');
    await given.write('tlsca.pem', given.tls.bundle + other.root);
    const [code, message] = await faultOf();
    expect(code).to.equal('CERTIFICATE_ROOTS');
    expect(message).to.contain('tlsca.pem').and.to.contain('2');
  });

  it('must say the role', async () => {
    await given.sign('gateway', 'peer');
    const [code, message] = await faultOf();
    expect(code).to.equal('CERTIFICATE_WRONG_ROLE');
    expect(message).to.contain('gateway.pem').and.to.contain('OU=client');
  });

  it('must name where a node is met', async () => {
    await given.serve('peer1-tls', ['peer1.example']);
    const [code, message] = await faultOf();
    expect(code).to.equal('CERTIFICATE_WRONG_HOST');
    expect(message).to.contain('peer1-tls.pem').and.to.contain('127.0.0.1');
  });

  it('go with their own key alone', async () => {
    await cp(path.join(given.folder, 'peer0.key'), path.join(given.folder, 'peer1.key'));
    expect((await faultOf())[0]).to.equal('CERTIFICATE_WRONG_KEY');
  });

  it('that are missing or damaged are named', async () => {
    await given.write('peer1-tls.pem', 'not a certificate');
    expect((await faultOf())[1]).to.contain('peer1-tls.pem');
    await rm(path.join(given.folder, 'admin.pem'));
    const [code, message] = await faultOf();
    expect(code).to.equal('CERTIFICATE_UNREADABLE');
    expect(message).to.contain(path.join('Xinqiao', 'admin.pem'));
  });

  it('whose key is sealed by a passphrase ask for an open one', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const sealed = privateKey.export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'secret',
    });
    await writeFile(path.join(given.folder, 'admin.key'), sealed);
    const [code, message] = await faultOf();
    expect(code).to.equal('CERTIFICATE_UNREADABLE');
    expect(message).to.contain('admin.key');
  });
});
