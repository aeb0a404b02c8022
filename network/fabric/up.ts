// SPDX-License-Identifier: Apache-2.0
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { OrganisationMaterial } from '../crypto/organisation.js';
import { fabricBinaries, type FabricBinaries } from './binaries.js';
import { assertCertificates } from './certificates.js';
import { packChaincode } from './chaincode-package.js';
import { startChaincode, type ChaincodeService } from './chaincode-service.js';
import { joinOrderers, joinPeers, writeGenesisBlock } from './channel.js';
import { assertClocksAgree, type ClockSource } from './clock.js';
import { ensureCrypto } from './crypto.js';
import { assertDiskFree } from './disk.js';
import { tryLock } from './file-lock.js';
import { foundNetwork } from './founding.js';
import { healthAddress } from './health.js';
import { committedDefinitions, defineChaincode, installPackage } from './lifecycle.js';
import { NETWORK_DISK_BYTES } from './limits.js';
import { NetworkError } from './network-error.js';
import { assertNodePortsFree } from './node-ports.js';
import { startOrderers } from './orderers.js';
import { PeerCommand } from './peer-command.js';
import { startPeers } from './peers.js';
import { assertSamePlan } from './plan-record.js';
import { allPeers, partOf, type NetworkPlan } from './plan.js';
import { Processes } from './processes.js';
import { assertSharedFiles } from './shared-files.js';

/** What runs on the network beside Fabric's own programs. */
export interface UpOptions {
  /** Semantic version and hash of the chaincode, e.g. `0.1.0+1f2e3d4c5b6a`. */
  readonly chaincodeVersion: string;
  /** Folder of the built chaincode package of an organisation. */
  readonly chaincodeFolderOf: (mspId: string) => string;
  /** Canonical JSON array of the first members. */
  readonly foundingMembers: string;
  /** Only what this organisation runs; unless given, everything. */
  readonly only?: string | undefined;
  /** FABRIC_BIN and CHAINSHARE_CACHE. */
  readonly binaryFolder?: string | undefined;
  readonly cache?: string | undefined;
  readonly onProgress?: (message: string) => void;
  /** Once aborted, nothing more is started. */
  readonly signal?: AbortSignal | undefined;
}

/** A network that runs. */
export interface FabricNetwork {
  readonly plan: NetworkPlan;
  readonly processes: Processes;
  readonly binaries: FabricBinaries;
  /** When the steps began, binaries being there, and when both definitions were committed, as `performance.now()`. */
  readonly beganAt: number;
  readonly definedAt: number;
  /** Ends every process of the network. */
  down(): Promise<void>;
}

/** What the steps share. */
interface Steps {
  readonly whole: NetworkPlan;
  /** The part of it that runs here. */
  readonly own: NetworkPlan;
  readonly binaries: FabricBinaries;
  readonly command: PeerCommand;
  readonly processes: Processes;
  readonly progress: (message: string) => void;
}

/**
 * Brings a network up, step by step; every step finds what an earlier run has done, so that a second call changes
 * nothing and an interrupted one goes on.
 * @throws NetworkError; what was started by this call is ended again
 */
export async function bringUp(plan: NetworkPlan, options: UpOptions): Promise<FabricNetwork> {
  const progress = options.onProgress ?? ((): void => undefined);
  const own = options.only === undefined ? plan : partOf(plan, options.only);
  await mkdir(plan.workDir, { recursive: true, mode: 0o700 });
  await assertDiskFree(plan.dataDir, NETWORK_DISK_BYTES);
  const binaries = await fabricBinaries({
    version: plan.topology.fabric,
    directory: options.binaryFolder,
    cache: options.cache,
    onProgress: progress,
  });
  const beganAt = performance.now();
  const processes = new Processes(plan.workDir, options.signal);
  const ranBefore = processes.running();
  const steps = { whole: plan, own, binaries, command: new PeerCommand(binaries), processes, progress };
  const definedAt = await alone(plan, async () => {
    try {
      return await carryOut(steps, options);
    } catch (error) {
      // An organisation that waits for others must be there for them.
      if (!(error instanceof NetworkError && error.code === 'WAITS_FOR_OTHERS')) {
        await processes.stopAll(processes.running().filter((name) => !ranBefore.includes(name)));
      }
      throw error;
    }
  });
  return { plan, processes, binaries, beganAt, definedAt, down: () => processes.stopAll() };
}

/** Two starts at once on one folder would each undo the other. */
async function alone<T>(plan: NetworkPlan, action: () => Promise<T>): Promise<T> {
  const lock = path.join(plan.workDir, 'up.lock');
  if (!(await tryLock(lock))) throw new NetworkError('UP_IN_PROGRESS', { folder: plan.dataDir });
  try {
    return await action();
  } finally {
    await rm(lock, { force: true });
  }
}

/** @returns when both definitions were committed */
async function carryOut(steps: Steps, options: UpOptions): Promise<number> {
  const { whole, own, binaries, command, processes, progress } = steps;
  await assertSamePlan(whole);
  progress('Certificates 证书…');
  const materials = await ensureCrypto(own);
  assertCertificates(own);
  assertSharedFiles(whole, own);
  const block = await writeGenesisBlock(whole, binaries);
  await assertNodePortsFree(own, processes);
  progress('Orderers and peers 排序节点与对等节点…');
  await Promise.all([startOrderers(own, binaries, processes), startPeers(own, binaries, processes)]);
  await assertClocksAgree(clocksOf(whole));
  progress('Channel 通道…');
  await joinOrderers(own, binaries, block);
  await joinPeers(own, command, block);
  progress('Chaincode 链码…');
  await startAndDefine(steps, options);
  const definedAt = performance.now();
  progress('Founding members 创始成员…');
  await found(steps, materials, options);
  return definedAt;
}

/** Every node, wherever it runs. */
function clocksOf(plan: NetworkPlan): readonly ClockSource[] {
  const orderers = plan.orderers.map((orderer) => ({ name: orderer.id, address: healthAddress(orderer) }));
  const peers = allPeers(plan).map((peer) => ({ name: peer.name, address: healthAddress(peer) }));
  return [...orderers, ...peers];
}

async function startAndDefine({ whole, own, command, processes }: Steps, options: UpOptions): Promise<void> {
  const { chaincodeVersion: version } = options;
  await assertSameChaincode(own, command, version);
  const service: ChaincodeService = {
    chaincode: await packChaincode(`chainshare_${version.replace('+', '_')}`),
    folderOf: options.chaincodeFolderOf,
    environment: { FOUNDING_MEMBERS: options.foundingMembers },
  };
  await startChaincode(own, processes, service);
  await installPackage(own, command, service.chaincode);
  // One after the other: two approvals at once in one block conflict on nothing, but their commits might.
  for (const [name, policy] of [
    ['records', '/Channel/Application/Records'],
    ['registers', '/Channel/Application/Registers'],
  ] as const) {
    await defineChaincode({ whole, own }, command, service.chaincode, { name, policy, version, sequence: 1 });
  }
}

/** Another chaincode needs the agreement of the organisations, which a start cannot give in their place. */
async function assertSameChaincode(own: NetworkPlan, command: PeerCommand, wanted: string): Promise<void> {
  for (const { version: committed } of await committedDefinitions(own, command)) {
    if (committed !== wanted) throw new NetworkError('CHAINCODE_CHANGED', { committed, wanted });
  }
}

async function found(
  { whole, own }: Steps,
  materials: ReadonlyMap<string, OrganisationMaterial>,
  { foundingMembers, only }: UpOptions,
): Promise<void> {
  const [organisation] = own.organisations;
  const material = materials.get(organisation?.id ?? '');
  if (organisation === undefined || material === undefined) return;
  await foundNetwork(whole, { organisation, material }, foundingMembers).catch((cause: unknown) => {
    if (only === undefined || cause instanceof NetworkError) throw cause;
    // Every organisation endorses the founding: whoever starts last succeeds.
    throw new NetworkError('WAITS_FOR_OTHERS', { what: 'founding' }, { cause });
  });
}
