// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import type { Credential } from './authority.js';
import { ensureAuthority, ensureIssued } from './material.js';
import { ensureSigningMsp, ensureTls, writeVerifyingMsp, type Authorities } from './msp-folder.js';

/** What an organisation's folder holds for its members of staff and machines. */
export interface OrganisationMaterial {
  readonly mspId: string;
  /** Root certificate of its identities. */
  readonly root: string;
  readonly tlsRoot: string;
  readonly admin: Credential;
  /** The gateway's client identity. */
  readonly gateway: Credential;
  /** Its peers' identities, `peer0` first. */
  readonly peers: readonly Credential[];
}

/** What an ordering node's folder holds. */
export interface OrdererMaterial {
  readonly mspId: string;
  readonly root: string;
  readonly node: Credential;
}

/**
 * Ensures everything below `<dataDir>/<mspId>`: `ca/`, `msp/`, `admin/msp`, `peerN/{msp,tls}` and
 * `gateway/identity/{cert.pem,key.pem}`. Keys have mode 0600; what exists is reused, so a second call changes nothing.
 */
export async function ensureOrganisation(
  dataDir: string,
  mspId: string,
  options: { readonly peers: number; readonly hosts: readonly string[] },
): Promise<OrganisationMaterial> {
  const folder = path.join(dataDir, mspId);
  const authorities = await ensureAuthorities(folder, mspId);
  await writeVerifyingMsp(path.join(folder, 'msp'), authorities);
  const admin = await ensureSigningMsp(path.join(folder, 'admin', 'msp'), authorities, {
    commonName: `admin.${mspId}`,
    role: 'admin',
  });
  const identity = path.join(folder, 'gateway', 'identity');
  const gateway = await ensureIssued(
    { certificate: path.join(identity, 'cert.pem'), key: path.join(identity, 'key.pem') },
    authorities.identities,
    { use: 'sign', commonName: `gateway.${mspId}`, role: 'client' },
  );
  const peers: Credential[] = [];
  for (let index = 0; index < options.peers; index += 1) {
    const name = `peer${index}`;
    const commonName = `${name}.${mspId}`;
    const peer = path.join(folder, name);
    peers.push(await ensureSigningMsp(path.join(peer, 'msp'), authorities, { commonName, role: 'peer' }));
    await ensureTls(path.join(peer, 'tls'), authorities, commonName, options.hosts);
  }
  const root = authorities.identities.certificate;
  return { mspId, root, tlsRoot: authorities.tls.certificate, admin, gateway, peers };
}

/**
 * Ensures an ordering organisation below `<dataDir>/orderers/<mspId>` and one of its nodes below
 * `<dataDir>/orderers/<id>/{msp,tls}`. Reuses what exists.
 */
export async function ensureOrderer(
  dataDir: string,
  orderer: { readonly id: string; readonly mspId: string; readonly hosts: readonly string[] },
): Promise<OrdererMaterial> {
  const organisation = path.join(dataDir, 'orderers', orderer.mspId);
  const authorities = await ensureAuthorities(organisation, orderer.mspId);
  await writeVerifyingMsp(path.join(organisation, 'msp'), authorities);
  await ensureSigningMsp(path.join(organisation, 'admin', 'msp'), authorities, {
    commonName: `admin.${orderer.mspId}`,
    role: 'admin',
  });
  const folder = path.join(dataDir, 'orderers', orderer.id);
  const commonName = `${orderer.id}.${orderer.mspId}`;
  const node = await ensureSigningMsp(path.join(folder, 'msp'), authorities, { commonName, role: 'orderer' });
  await ensureTls(path.join(folder, 'tls'), authorities, commonName, orderer.hosts);
  return { mspId: orderer.mspId, root: authorities.identities.certificate, node };
}

async function ensureAuthorities(folder: string, mspId: string): Promise<Authorities> {
  const ca = path.join(folder, 'ca');
  const [identities, tls] = await Promise.all([
    ensureAuthority(ca, 'ca', mspId),
    ensureAuthority(ca, 'tlsca', mspId),
  ]);
  return { identities, tls };
}
