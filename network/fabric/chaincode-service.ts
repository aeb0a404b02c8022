// SPDX-License-Identifier: Apache-2.0
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChaincodePackage } from './chaincode-package.js';
import { POLL_MS, READY_TIMEOUT_MS } from './limits.js';
import { chaincodeName, type NetworkPlan, type OrganisationPlan } from './plan.js';
import type { ProcessSpec } from './process-spec.js';
import type { Processes } from './processes.js';

/** What the organisations run as their chaincode. */
export interface ChaincodeService {
  readonly chaincode: ChaincodePackage;
  /** Folder of the built chaincode package; an organisation may run another one than the rest. */
  readonly folderOf: (mspId: string) => string;
  readonly environment: Readonly<Record<string, string>>;
}

/** The process that serves one organisation's chaincode, under all its names, to all its peers. */
export function chaincodeProcess(organisation: OrganisationPlan, service: ChaincodeService): ProcessSpec {
  const folder = service.folderOf(organisation.id);
  const launcher = createRequire(`${folder}/package.json`).resolve('fabric-shim/cli.js');
  return {
    name: chaincodeName(organisation),
    command: process.execPath,
    args: [
      launcher,
      'server',
      '--chaincode-address',
      organisation.chaincodeAddress,
      '--chaincode-id',
      service.chaincode.packageId,
    ],
    cwd: folder,
    env: {
      ...service.environment,
      CORE_PEER_LOCALMSPID: organisation.id,
      CORE_CHAINCODE_LOGGING_LEVEL: 'error',
      CORE_CHAINCODE_LOGGING_SHIM: 'error',
    },
  };
}

/** Starts the chaincode of every organisation and waits until each accepts connections. */
export async function startChaincode(
  plan: NetworkPlan,
  processes: Processes,
  service: ChaincodeService,
): Promise<void> {
  await Promise.all(
    plan.organisations.map(async (organisation) => {
      await mkdir(organisation.chaincodeFolder, { recursive: true, mode: 0o700 });
      const spec = chaincodeProcess(organisation, service);
      await processes.start(spec);
      await waitUntilListening(spec.name, organisation.chaincodeAddress, processes);
    }),
  );
}

async function waitUntilListening(name: string, address: string, processes: Processes): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await accepts(address))) {
    if (!processes.isRunning(name)) throw processes.failure('PROCESS_ENDED', name);
    if (Date.now() > deadline) throw processes.failure('PROCESS_NOT_READY', name);
    await sleep(POLL_MS);
  }
}

function accepts(address: string): Promise<boolean> {
  const [host = '', port = ''] = address.split(':');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) });
    const answer = (open: boolean): void => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => {
      answer(true);
    });
    socket.once('error', () => {
      answer(false);
    });
  });
}
