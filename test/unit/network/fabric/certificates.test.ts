// SPDX-License-Identifier: Apache-2.0
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { issueCertificate, newAuthority, type Credential } from '#network/crypto/authority.js';
import { assertCertificates } from '#network/fabric/certificates.js';
import { ensureCrypto } from '#network/fabric/crypto.js';
import { NetworkError } from '#network/fabric/network-error.js';
import { planNetwork, type NetworkPlan } from '#network/fabric/plan.js';
import { parseTopology } from '#network/fabric/topology.js';

const TOPOLOGY = `channel: chain
fabric: 3.1.1
orderers: [{ id: orderer0, organisation: Ordering, host: 127.0.0.1 }]
organisations: [{ id: Xinqiao, peers: 2 }]
`;

const DAY_MS = 86_400_000;

describe('the certificates of a Fabric network', () => {
  let made: string;
  let folder: string;
  let plan: NetworkPlan;
  let authority: Credential;

  const inFolder = (...parts: readonly string[]): string => path.join(folder, 'Xinqiao', ...parts);

  /** The code and the file that a check complains about. */
  const faultOf = (now?: Date): readonly [string, string] => {
    try {
      assertCertificates(plan, now);
    } catch (error) {
      if (error instanceof NetworkError) return [error.code, error.message];
      throw error;
    }
    return ['none', ''];
  };

  const replace = async (
    files: readonly [string, string],
    { certificate, key }: Credential,
  ): Promise<void> => {
    await writeFile(files[0], certificate);
    await writeFile(files[1], key);
  };

  const signer = (node: string): readonly [string, string] => [
    inFolder(node, 'msp', 'signcerts', 'cert.pem'),
    inFolder(node, 'msp', 'keystore', 'key.pem'),
  ];

  before(async () => {
    made = await mkdtemp(path.join(tmpdir(), 'chainshare-certificates-'));
    await ensureCrypto(planNetwork(parseTopology(TOPOLOGY, 'chain.yaml'), made, 21_000));
    authority = await newAuthority('Xinghe', 'ca.Xinghe');
  });

  after(() => rm(made, { recursive: true }));

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chainshare-certificates-'));
    await cp(made, folder, { recursive: true });
    plan = planNetwork(parseTopology(TOPOLOGY, 'chain.yaml'), folder, 21_000);
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('that were just made are in order', () => {
    expect(faultOf()).to.deep.equal(['none', '']);
  });

  it('that have expired are named, with the day', () => {
    const [code, message] = faultOf(new Date(Date.now() + 400 * DAY_MS));
    expect(code).to.equal('CERTIFICATE_EXPIRED');
    expect(message).to.match(/orderer0\/msp\/signcerts\/cert\.pem expired on \d{4}-\d\d-\d\dT/);
  });

  it('that are of the future ask for the clock', () => {
    const [code, message] = faultOf(new Date(Date.now() - DAY_MS));
    expect(code).to.equal('CERTIFICATE_NOT_YET_VALID');
    expect(message).to.contain('set the clock of this machine');
  });

  it('of another organisation are foreign', async () => {
    const foreign = await issueCertificate(authority, { use: 'sign', commonName: 'peer1', role: 'peer' });
    await replace(signer('peer1'), foreign);
    const [code, message] = faultOf();
    expect(code).to.equal('CERTIFICATE_FOREIGN');
    expect(message).to.contain('Xinqiao/peer1/msp/signcerts/cert.pem');
  });

  it('for TLS must come from the authority for TLS', async () => {
    const tls = await issueCertificate(authority, { use: 'tls', commonName: 'peer0', hosts: ['localhost'] });
    await replace([inFolder('peer0', 'tls', 'server.crt'), inFolder('peer0', 'tls', 'server.key')], tls);
    expect(faultOf()[0]).to.equal('CERTIFICATE_FOREIGN');
  });

  it('of another role are refused', async () => {
    const [certificate, key] = signer('peer0');
    await cp(signer('admin')[0], certificate);
    await cp(signer('admin')[1], key);
    const [code, message] = faultOf();
    expect(code).to.equal('CERTIFICATE_WRONG_ROLE');
    expect(message).to.contain('OU=peer');
  });

  it('go with their own key alone', async () => {
    await cp(signer('peer0')[1], signer('peer1')[1]);
    expect(faultOf()[0]).to.equal('CERTIFICATE_WRONG_KEY');
  });

  it('that are damaged or missing are named', async () => {
    await writeFile(signer('admin')[0], 'not a certificate');
    expect(faultOf()).to.satisfy(
      ([code, message]: readonly string[]) =>
        code === 'CERTIFICATE_UNREADABLE' && message?.includes('admin/msp/signcerts/cert.pem'),
    );
    await rm(signer('admin')[0]);
    expect(faultOf()[0]).to.equal('CERTIFICATE_UNREADABLE');
  });
});
