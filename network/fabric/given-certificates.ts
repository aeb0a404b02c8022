// SPDX-License-Identifier: Apache-2.0
import type { X509Certificate } from 'node:crypto';
import path from 'node:path';
import { writeKept } from '../crypto/material.js';
import { writeOutsideMsp, type Chain } from '../crypto/msp-folder.js';
import type { OrganisationMaterial } from '../crypto/organisation.js';
import { pemOf } from '../crypto/pem.js';
import { assertPresentable, certificatesIn, isRoot, readKey } from './certificates.js';
import { NetworkError } from './network-error.js';
import type { NetworkPlan, OrdererPlan, OrganisationPlan } from './plan.js';
import { givenTo, givenToOrderer } from './presented.js';

/** The authorities of an organisation as an outside authority gave them. */
interface OutsideAuthorities {
  readonly identities: Chain;
  readonly tls: Chain;
}

/**
 * Checks everything that outside authorities issued to the organisations of a plan, where it was given.
 * @throws NetworkError CERTIFICATE_ROOTS, or as `assertPresentable` does
 */
export function assertGivenCertificates({ organisations, orderers }: NetworkPlan, now = new Date()): void {
  const members = organisations.filter(({ given }) => given !== undefined);
  const ordering = orderers.filter(({ given }) => given !== undefined);
  for (const { given = '' } of [...members, ...ordering]) authoritiesIn(given);
  for (const presented of [...members.flatMap(givenTo), ...ordering.flatMap(givenToOrderer)]) {
    assertPresentable(presented, now);
  }
}

/**
 * Puts what an outside authority issued to a member where its processes look for it. A later start takes over what was
 * renewed.
 */
export async function takeOverOrganisation(organisation: OrganisationPlan): Promise<OrganisationMaterial> {
  const { id, folder, peers, given = '' } = organisation;
  const authorities = authoritiesIn(given);
  await writeOutsideMsp(path.join(folder, 'msp'), authorities);
  const admin = await takeOverSigner(path.join(folder, 'admin', 'msp'), authorities, given, 'admin');
  const gateway = credentialIn(given, 'gateway');
  await writeKept(path.join(folder, 'gateway', 'identity', 'key.pem'), gateway.key);
  await writeKept(path.join(folder, 'gateway', 'identity', 'cert.pem'), gateway.certificate);
  const signers = [];
  for (const { index, folder: node } of peers) {
    signers.push(await takeOverNode(node, authorities, given, `peer${index}`));
  }
  const { identities, tls } = authorities;
  return {
    mspId: id,
    root: pemOf([identities.root]),
    tlsRoot: pemOf([tls.root]),
    admin,
    gateway,
    peers: signers,
  };
}

/** The same for an ordering node. */
export async function takeOverOrderer({ dataDir }: NetworkPlan, orderer: OrdererPlan): Promise<void> {
  const { id, folder, organisation, given = '' } = orderer;
  const authorities = authoritiesIn(given);
  const shared = path.join(dataDir, 'orderers', organisation);
  await writeOutsideMsp(path.join(shared, 'msp'), authorities);
  await takeOverSigner(path.join(shared, 'admin', 'msp'), authorities, given, 'admin');
  await takeOverNode(folder, authorities, given, id);
}

type Credential = OrganisationMaterial['admin'];

async function takeOverNode(
  folder: string,
  authorities: OutsideAuthorities,
  given: string,
  name: string,
): Promise<Credential> {
  const signer = await takeOverSigner(path.join(folder, 'msp'), authorities, given, name);
  const served = credentialIn(given, `${name}-tls`);
  const tls = path.join(folder, 'tls');
  await writeKept(path.join(tls, 'ca.crt'), pemOf([authorities.tls.root]));
  await writeKept(path.join(tls, 'server.key'), served.key);
  // Whoever connects knows the root alone, so the chain up to it is served.
  await writeKept(path.join(tls, 'server.crt'), served.certificate + pemOf(authorities.tls.intermediates));
  return signer;
}

async function takeOverSigner(
  folder: string,
  authorities: OutsideAuthorities,
  given: string,
  name: string,
): Promise<Credential> {
  const signer = credentialIn(given, name);
  await writeOutsideMsp(folder, authorities);
  await writeKept(path.join(folder, 'keystore', 'key.pem'), signer.key);
  await writeKept(path.join(folder, 'signcerts', 'cert.pem'), signer.certificate);
  return signer;
}

/** A certificate without what may follow it in its file, and its key in the form that Fabric and Node.js both read. */
function credentialIn(given: string, name: string): Credential {
  const file = path.join(given, `${name}.pem`);
  const [first] = certificatesIn(file);
  if (first === undefined) throw new NetworkError('CERTIFICATE_UNREADABLE', { file });
  const key = readKey(path.join(given, `${name}.key`)).export({ type: 'pkcs8', format: 'pem' });
  return { certificate: pemOf([first.certificate]), key: key.toString() };
}

function authoritiesIn(given: string): OutsideAuthorities {
  return { identities: chainIn(path.join(given, 'ca.pem')), tls: chainIn(path.join(given, 'tlsca.pem')) };
}

function chainIn(file: string): Chain {
  const certificates = certificatesIn(file).map(({ certificate }) => certificate);
  const roots = certificates.filter(isRoot);
  const [root] = roots;
  if (root === undefined || roots.length > 1) {
    throw new NetworkError('CERTIFICATE_ROOTS', { file, count: roots.length });
  }
  const isBelow = (certificate: X509Certificate): boolean => certificate !== root;
  return { root, intermediates: certificates.filter(isBelow) };
}
