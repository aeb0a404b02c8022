// SPDX-License-Identifier: Apache-2.0
import { mkdir, statfs } from 'node:fs/promises';
import { foundMembers } from '../founding/found-members.js';
import { fabricBinaries, type FabricBinaries } from './binaries.js';
import { packChaincode } from './chaincode-package.js';
import { startChaincode, type ChaincodeService } from './chaincode-service.js';
import { joinOrderers, joinPeers, writeGenesisBlock } from './channel.js';
import { ensureCrypto } from './crypto.js';
import { defineChaincode, installPackage } from './lifecycle.js';
import { NETWORK_DISK_BYTES } from './limits.js';
import { NetworkError } from './network-error.js';
import { startOrderers } from './orderers.js';
import { PeerCommand } from './peer-command.js';
import { startPeers } from './peers.js';
import { clientAddress, type NetworkPlan } from './plan.js';
import { firstUsed } from './ports.js';
import { Processes } from './processes.js';
import { retryUntilReady } from './retry.js';

/** What runs on the network beside Fabric's own programs. */
export interface UpOptions {
  /** Semantic version and hash of the chaincode, e.g. `0.1.0+1f2e3d4c5b6a`. */
  readonly chaincodeVersion: string;
  /** Folder of the built chaincode package of an organisation. */
  readonly chaincodeFolderOf: (mspId: string) => string;
  /** Canonical JSON array of the first members. */
  readonly foundingMembers: string;
  /** FABRIC_BIN and CHAINSHARE_CACHE. */
  readonly binaryFolder?: string | undefined;
  readonly cache?: string | undefined;
  readonly onProgress?: (message: string) => void;
}

/** A network that runs. */
export interface FabricNetwork {
  readonly plan: NetworkPlan;
  readonly processes: Processes;
  readonly binaries: FabricBinaries;
  /** Ends every process of the network. */
  down(): Promise<void>;
}

/**
 * Brings a network up, step by step; every step finds what an earlier run has done, so that a second call changes
 * nothing and an interrupted one goes on.
 * @throws NetworkError; what was started by this call is ended again
 */
export async function bringUp(plan: NetworkPlan, options: UpOptions): Promise<FabricNetwork> {
  const progress = options.onProgress ?? ((): void => undefined);
  await checkDisk(plan);
  const binaries = await fabricBinaries({
    version: plan.topology.fabric,
    directory: options.binaryFolder,
    cache: options.cache,
    onProgress: progress,
  });
  const processes = new Processes(plan.workDir);
  await processes.load();
  try {
    await carryOut(plan, binaries, processes, { ...options, onProgress: progress });
  } catch (error) {
    await processes.stopAll();
    throw error;
  }
  return { plan, processes, binaries, down: () => processes.stopAll() };
}

async function carryOut(
  plan: NetworkPlan,
  binaries: FabricBinaries,
  processes: Processes,
  options: UpOptions & { readonly onProgress: (message: string) => void },
): Promise<void> {
  const { onProgress: progress } = options;
  const command = new PeerCommand(binaries);
  progress('certificates');
  const materials = await ensureCrypto(plan);
  const block = await writeGenesisBlock(plan, binaries);
  progress('orderers and peers');
  await checkPorts(plan, processes);
  await Promise.all([startOrderers(plan, binaries, processes), startPeers(plan, binaries, processes)]);
  progress('channel');
  await joinOrderers(plan, binaries, block);
  await joinPeers(plan, command, block);
  progress('chaincode');
  const service: ChaincodeService = {
    chaincode: await packChaincode(`chainshare_${options.chaincodeVersion.replace('+', '_')}`),
    folderOf: options.chaincodeFolderOf,
    environment: { FOUNDING_MEMBERS: options.foundingMembers },
  };
  await startChaincode(plan, processes, service);
  await installPackage(plan, command, service.chaincode);
  const version = { version: options.chaincodeVersion, sequence: 1 };
  // One after the other: two approvals at once in one block conflict on nothing, but their commits might.
  await defineChaincode(plan, command, service.chaincode, {
    name: 'records',
    policy: '/Channel/Application/Records',
    ...version,
  });
  await defineChaincode(plan, command, service.chaincode, {
    name: 'registers',
    policy: '/Channel/Application/Registers',
    ...version,
  });
  progress('founding members');
  await found(plan, materials, options.foundingMembers);
}

async function found(
  plan: NetworkPlan,
  materials: Awaited<ReturnType<typeof ensureCrypto>>,
  members: string,
): Promise<void> {
  const [first] = plan.organisations;
  const [peer] = first?.peers ?? [];
  const material = materials.get(first?.id ?? '');
  if (first === undefined || peer === undefined || material === undefined) return;
  const founding = {
    channel: plan.topology.channel,
    members,
    organisations: plan.organisations.map(({ id }) => id),
  };
  const client = {
    mspId: first.id,
    certificate: material.admin.certificate,
    key: material.admin.key,
    endpoint: clientAddress(peer),
    tlsRootCert: material.tlsRoot,
  };
  // Right after a start the first peer has not yet heard of the others by gossip.
  await retryUntilReady(() => foundMembers(founding, client));
}

async function checkDisk(plan: NetworkPlan): Promise<void> {
  await mkdir(plan.dataDir, { recursive: true, mode: 0o700 });
  const { bavail, bsize } = await statfs(plan.dataDir);
  if (bavail * bsize < NETWORK_DISK_BYTES) {
    throw new NetworkError(
      'DISK_FULL',
      `the network needs ${NETWORK_DISK_BYTES / 1024 ** 2} MB free below ${plan.dataDir}`,
    );
  }
}

/** Every port of the plan is free, or held by the process that run.json names for it. */
async function checkPorts(plan: NetworkPlan, processes: Processes): Promise<void> {
  if (processes.records.some(({ name }) => processes.isRunning(name))) return;
  const nodes = [...plan.orderers, ...plan.organisations.flatMap(({ peers }) => peers)];
  for (const { host, port } of nodes) {
    const used = await firstUsed(port, 1, host);
    if (used === undefined) continue;
    throw new NetworkError(
      'PORT_IN_USE',
      `port ${used} on ${host} is in use: end what listens there, or choose another first port (--port)`,
    );
  }
}
