// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TrustFile } from '@chainshare/client';
import { pemOf } from '../crypto/pem.js';
import { certificatesBelow } from '../fabric/certificates.js';
import { clientAddress, planNetwork, tlsRootFile, type NetworkPlan } from '../fabric/plan.js';
import { supervise, type Restart } from '../fabric/supervisor.js';
import { readTopology, type Topology } from '../fabric/topology.js';
import { bringUp, type FabricNetwork } from '../fabric/up.js';
import { CHAINCODE_FOLDER, chaincodeVersion, foundingMembers } from './chaincode.js';
import type { DemoEnterprise } from './enterprises.js';
import type { RunningLedger } from './ledger.js';

/** How to run a real Fabric network under a set of enterprises. */
export interface FabricOptions {
  readonly dataDir: string;
  readonly enterprises: readonly DemoEnterprise[];
  /** First port of the nodes. */
  readonly firstPort: number;
  /** How many ordering nodes; one needs no quorum, three survive the loss of one. */
  readonly orderers: number;
  /** How many peers an enterprise has, where it has more than one. */
  readonly peers?: ReadonlyMap<string, number>;
  /** When blocks close; as the topology file says unless given. */
  readonly block?: { readonly timeoutMs: number; readonly maxMessages: number };
  /** Folders of altered chaincode by enterprise, for tests with an attacker in them. */
  readonly alteredChaincode?: ReadonlyMap<string, string>;
  readonly onProgress?: (message: string) => void;
  /** Given, whatever process dies is started again, and this is told; else it stays dead, as fault tests want it. */
  readonly onRestart?: (restart: Restart) => void;
  /** Once aborted, nothing more is started. */
  readonly signal?: AbortSignal;
}

/** A Fabric network that runs. */
export interface FabricRunningLedger extends RunningLedger {
  readonly network: FabricNetwork;
}

const TOPOLOGY = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../fabric/topologies/demo.yaml',
);

/** Brings the demonstration's topology up on real Fabric and founds the members. */
export async function startFabric(options: FabricOptions): Promise<FabricRunningLedger> {
  const plan = planNetwork(demoTopology(options), options.dataDir, options.firstPort);
  const network = await bringUp(plan, {
    chaincodeVersion: chaincodeVersion(),
    chaincodeFolderOf: (mspId) => options.alteredChaincode?.get(mspId) ?? CHAINCODE_FOLDER,
    foundingMembers: foundingMembers(options.enterprises),
    binaryFolder: process.env['FABRIC_BIN'],
    cache: process.env['CHAINSHARE_CACHE'],
    signal: options.signal,
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  const supervision =
    options.onRestart === undefined ? undefined : supervise(network.processes, options.onRestart);
  return {
    ...ledgerOf(network),
    stop: async () => {
      await supervision?.end();
      await network.down();
    },
  };
}

/** A Fabric network as gateways and verifiers meet it. */
export function ledgerOf(network: FabricNetwork): FabricRunningLedger {
  const { plan } = network;
  return {
    kind: 'fabric',
    channel: plan.topology.channel,
    peers: peerAddresses(plan),
    trust: trustOf(plan),
    network,
    stop: () => network.down(),
  };
}

/** The topology file, with the asked enterprises and numbers of nodes. */
function demoTopology({ enterprises, orderers, peers, block }: FabricOptions): Topology {
  const topology = readTopology(TOPOLOGY);
  const wanted = new Set(enterprises.map(({ id }) => id));
  const [first] = topology.orderers;
  if (first === undefined) throw new TypeError('the topology has no orderer');
  return {
    ...topology,
    ...(block && { block: { timeout: `${block.timeoutMs}ms`, maxMessages: block.maxMessages } }),
    orderers: Array.from({ length: orderers }, (_, index) => ({ ...first, id: `orderer${index}` })),
    organisations: topology.organisations
      .filter(({ id }) => wanted.has(id))
      .map((organisation) => ({ ...organisation, peers: peers?.get(organisation.id) ?? organisation.peers })),
  };
}

function peerAddresses(plan: NetworkPlan): FabricRunningLedger['peers'] {
  return new Map(
    plan.organisations.map(({ id, peers }) => [
      id,
      { endpoints: peers.map(clientAddress), tlsRootCert: tlsRootFile(plan, id) },
    ]),
  );
}

function trustOf({ dataDir, topology, organisations, orderers }: NetworkPlan): TrustFile {
  const ordering = [...new Set(orderers.map(({ organisation }) => organisation))];
  return {
    channel: topology.channel,
    msps: Object.fromEntries(organisations.map(({ id, folder }) => [id, authoritiesIn(folder)])),
    orderers: Object.fromEntries(
      ordering.map((id) => [id, authoritiesIn(path.join(dataDir, 'orderers', id))]),
    ),
    blockPolicy: { signatures: 1, of: ordering },
    development: false,
  };
}

/** Whom an organisation is known by: its MSP folder. */
function authoritiesIn(folder: string): TrustFile['msps'][string] {
  const pemsIn = (name: string): string[] =>
    certificatesBelow(path.join(folder, 'msp', name)).map(({ certificate }) => pemOf([certificate]));
  return { roots: pemsIn('cacerts'), intermediates: pemsIn('intermediatecerts'), crls: [] };
}
