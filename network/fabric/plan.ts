// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { NetworkError } from './network-error.js';
import type { OrganisationTopology, Topology } from './topology.js';

/** One ordering node: its folder and ports. */
export interface OrdererPlan {
  readonly id: string;
  readonly organisation: string;
  readonly host: string;
  readonly folder: string;
  readonly port: number;
  readonly adminPort: number;
  readonly operationsPort: number;
  /** Folder with what an outside authority issued; absent where certificates are made here. */
  readonly given?: string;
}

/** One peer and the chaincode process beside it. */
export interface PeerPlan {
  /** `<organisation>/peer0`: names its folder, its process and its lines in a log. */
  readonly name: string;
  readonly organisation: string;
  readonly index: number;
  readonly host: string;
  readonly folder: string;
  readonly port: number;
  readonly chaincodeListenPort: number;
  readonly operationsPort: number;
  /** Where the organisation's chaincode service listens; one process serves all its peers. */
  readonly chaincodeAddress: string;
}

/** One member organisation. */
export interface OrganisationPlan {
  readonly id: string;
  readonly folder: string;
  readonly peers: readonly PeerPlan[];
  readonly chaincodeFolder: string;
  readonly chaincodeAddress: string;
  /** Folder with what an outside authority issued; absent where certificates are made here. */
  readonly given?: string;
}

/** A topology with every folder and port decided: the steps only carry it out. */
export interface NetworkPlan {
  readonly topology: Topology;
  readonly dataDir: string;
  readonly orderers: readonly OrdererPlan[];
  readonly organisations: readonly OrganisationPlan[];
  /** Working files of the network itself: configtx.yaml, genesis block, chaincode package, run.json, logs. */
  readonly workDir: string;
}

/** Decides folders and ports. The same topology and first port always give the same plan. */
export function planNetwork(topology: Topology, dataDir: string, firstPort: number): NetworkPlan {
  let next = firstPort;
  const port = (): number => next++;
  const orderers = topology.orderers.map(({ id, organisation, host, port: fixed }) => ({
    id,
    organisation,
    host,
    folder: path.join(dataDir, 'orderers', id),
    port: fixed ?? port(),
    adminPort: port(),
    operationsPort: port(),
    ...givenIn(topology, organisation),
  }));
  const organisations = topology.organisations.map((organisation) => {
    const folder = path.join(dataDir, organisation.id);
    const chaincodeAddress = `${organisation.host}:${port()}`;
    const peers = [planPeer(organisation, { index: 0, folder, chaincodeAddress, port })];
    const chaincodeFolder = path.join(folder, 'chaincode');
    const { id } = organisation;
    return { id, folder, peers, chaincodeFolder, chaincodeAddress, ...givenIn(topology, id) };
  });
  // Further peers come last: one more of them moves no port that the channel configuration names.
  for (const [position, organisation] of topology.organisations.entries()) {
    const plan = organisations[position];
    if (plan === undefined) continue;
    const { folder, chaincodeAddress, peers } = plan;
    for (let index = 1; index < organisation.peers; index += 1) {
      peers.push(planPeer(organisation, { index, folder, chaincodeAddress, port }));
    }
  }
  return { topology, dataDir, orderers, organisations, workDir: path.join(dataDir, 'network') };
}

function givenIn({ certificates }: Topology, id: string): { readonly given?: string } {
  const isGiven = certificates !== undefined && (certificates.of?.includes(id) ?? true);
  return isGiven ? { given: path.join(certificates.dir, id) } : {};
}

function planPeer(
  { id, host }: OrganisationTopology,
  {
    index,
    folder,
    chaincodeAddress,
    port,
  }: Pick<PeerPlan, 'index' | 'folder' | 'chaincodeAddress'> & {
    readonly port: () => number;
  },
): PeerPlan {
  return {
    name: `${id}/peer${index}`,
    organisation: id,
    index,
    host,
    folder: path.join(folder, `peer${index}`),
    port: port(),
    chaincodeListenPort: port(),
    operationsPort: port(),
    chaincodeAddress,
  };
}

/**
 * The part of a plan that one organisation runs itself: its peers and its ordering nodes.
 * @throws NetworkError ORGANISATION_UNKNOWN
 */
export function partOf(plan: NetworkPlan, organisation: string): NetworkPlan {
  const orderers = plan.orderers.filter((orderer) => orderer.organisation === organisation);
  const organisations = plan.organisations.filter(({ id }) => id === organisation);
  if (orderers.length + organisations.length > 0) return { ...plan, orderers, organisations };
  const all = [...plan.organisations.map(({ id }) => id), ...plan.orderers.map((one) => one.organisation)];
  throw new NetworkError('ORGANISATION_UNKNOWN', { id: organisation, known: [...new Set(all)].join(', ') });
}

/** The root of an organisation's TLS certificates, which every other organisation holds too. */
export function tlsRootFile(plan: NetworkPlan, organisation: string): string {
  return path.join(plan.dataDir, organisation, 'msp', 'tlscacerts', 'tlsca.crt');
}

/** The name of the process that serves an organisation's chaincode. */
export function chaincodeName({ id }: Pick<OrganisationPlan, 'id'>): string {
  return `${id}/chaincode`;
}

/** Every peer of the plan, organisation by organisation. */
export function allPeers(plan: NetworkPlan): readonly PeerPlan[] {
  return plan.organisations.flatMap(({ peers }) => peers);
}

/** Where clients reach a peer: by name on this machine, because TLS knows no server names that are addresses (RFC 6066, section 3). */
export function clientAddress({ host, port }: PeerPlan): string {
  return `${host === '127.0.0.1' ? 'localhost' : host}:${port}`;
}
