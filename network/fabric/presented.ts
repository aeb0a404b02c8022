// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import type { CertificateRole } from '../crypto/authority.js';
import type { NetworkPlan, OrdererPlan, OrganisationPlan } from './plan.js';

/** A certificate that a process of ours will present, and who must have issued it. */
export interface Presented {
  readonly certificate: string;
  readonly key: string;
  /** Folders with the authorities that others know the organisation by, roots and intermediates; or one file with all. */
  readonly authorities: readonly string[] | string;
  /** Organisational unit that Fabric reads as the role; TLS certificates have none. */
  readonly role?: CertificateRole;
  /** Names and addresses by which a TLS certificate is met. */
  readonly hosts?: readonly string[];
}

/** Every certificate of a plan where processes find it. */
export function presentedBy({ dataDir, organisations, orderers }: NetworkPlan): readonly Presented[] {
  const ordering = orderers.flatMap(({ folder, organisation, host }) =>
    ofNode(folder, path.join(dataDir, 'orderers', organisation, 'msp'), { role: 'orderer', host }),
  );
  const members = organisations.flatMap(({ folder, peers }) => {
    const msp = path.join(folder, 'msp');
    const identity = path.join(folder, 'gateway', 'identity');
    return [
      signing(path.join(folder, 'admin', 'msp'), msp, 'admin'),
      {
        certificate: path.join(identity, 'cert.pem'),
        key: path.join(identity, 'key.pem'),
        authorities: identityAuthorities(msp),
        role: 'client' as const,
      },
      ...peers.flatMap((peer) => ofNode(peer.folder, msp, { role: 'peer', host: peer.host })),
    ];
  });
  return [...ordering, ...members];
}

/** Every certificate that an outside authority gave an organisation, where it was given. */
export function givenTo({ given = '', peers }: OrganisationPlan): readonly Presented[] {
  return [
    givenSigner(given, 'admin', 'admin'),
    givenSigner(given, 'gateway', 'client'),
    ...peers.flatMap(({ index, host }) => givenNode(given, `peer${index}`, { role: 'peer', host })),
  ];
}

/** The same of an ordering node. */
export function givenToOrderer({ given = '', id, host }: OrdererPlan): readonly Presented[] {
  return [givenSigner(given, 'admin', 'admin'), ...givenNode(given, id, { role: 'orderer', host })];
}

/** A node on this machine is also reached as localhost. */
export function hostsOf(host: string): readonly string[] {
  return host === '127.0.0.1' ? [host, 'localhost'] : [host];
}

/** What a node is and where. */
interface NodePlace {
  readonly role: CertificateRole;
  readonly host: string;
}

/** A node signs with one certificate and serves with another. */
function ofNode(folder: string, msp: string, { role, host }: NodePlace): readonly Presented[] {
  const tls = path.join(folder, 'tls');
  return [
    signing(path.join(folder, 'msp'), msp, role),
    {
      certificate: path.join(tls, 'server.crt'),
      key: path.join(tls, 'server.key'),
      authorities: [path.join(msp, 'tlscacerts'), path.join(msp, 'tlsintermediatecerts')],
      hosts: hostsOf(host),
    },
  ];
}

function signing(folder: string, msp: string, role: CertificateRole): Presented {
  return {
    certificate: path.join(folder, 'signcerts', 'cert.pem'),
    key: path.join(folder, 'keystore', 'key.pem'),
    authorities: identityAuthorities(msp),
    role,
  };
}

function identityAuthorities(msp: string): readonly string[] {
  return [path.join(msp, 'cacerts'), path.join(msp, 'intermediatecerts')];
}

function givenNode(given: string, name: string, { role, host }: NodePlace): readonly Presented[] {
  const tls = { ...givenFiles(given, `${name}-tls`), authorities: path.join(given, 'tlsca.pem') };
  return [givenSigner(given, name, role), { ...tls, hosts: hostsOf(host) }];
}

function givenSigner(given: string, name: string, role: CertificateRole): Presented {
  return { ...givenFiles(given, name), authorities: path.join(given, 'ca.pem'), role };
}

function givenFiles(given: string, name: string): Pick<Presented, 'certificate' | 'key'> {
  return { certificate: path.join(given, `${name}.pem`), key: path.join(given, `${name}.key`) };
}
