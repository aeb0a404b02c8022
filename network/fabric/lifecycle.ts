// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ChaincodePackage } from './chaincode-package.js';
import type { PeerCommand } from './peer-command.js';
import type { NetworkPlan, OrganisationPlan, PeerPlan } from './plan.js';
import { retryUntilReady } from './retry.js';

/** One name of a chaincode package on the channel, under one endorsement policy of the channel configuration. */
export interface ChaincodeDefinition {
  readonly name: string;
  readonly version: string;
  readonly sequence: number;
  /** Path of the policy with its leading slash; without it every transaction fails its endorsement policy. */
  readonly policy: `/Channel/Application/${string}`;
}

/** Installs the package on every peer that lacks it. */
export async function installPackage(
  plan: NetworkPlan,
  command: PeerCommand,
  chaincode: ChaincodePackage,
): Promise<void> {
  const file = path.join(plan.workDir, 'chaincode.tar.gz');
  await writeFile(file, chaincode.bytes);
  await Promise.all(
    plan.organisations.flatMap((organisation) =>
      organisation.peers.map(async (peer) => {
        const { stdout } = await command.run(organisation, peer, [
          'lifecycle',
          'chaincode',
          'queryinstalled',
        ]);
        if (!stdout.includes(chaincode.packageId)) {
          await command.run(organisation, peer, ['lifecycle', 'chaincode', 'install', file]);
        }
      }),
    ),
  );
}

/** Approves a definition for every organisation and commits it, unless the channel has it already. */
export async function defineChaincode(
  plan: NetworkPlan,
  command: PeerCommand,
  chaincode: ChaincodePackage,
  definition: ChaincodeDefinition,
): Promise<void> {
  const [first] = plan.organisations;
  const [peer] = first?.peers ?? [];
  if (first === undefined || peer === undefined) return;
  if (await isCommitted(plan, command, { organisation: first, peer }, definition)) return;
  const terms = [...definitionArguments(plan, definition), ...ordererArguments(plan)];
  await Promise.all(
    plan.organisations.map((organisation) =>
      approve(command, organisation, [...terms, '--package-id', chaincode.packageId]),
    ),
  );
  // Gossip is not up yet: the endorsers of the commit are named, one peer of every organisation.
  const endorsers = plan.organisations.flatMap(({ peers }) =>
    peers
      .slice(0, 1)
      .flatMap(({ host, port, folder }) => [
        '--peerAddresses',
        `${host}:${port}`,
        '--tlsRootCertFiles',
        path.join(folder, 'tls', 'ca.crt'),
      ]),
  );
  await retryUntilReady(() =>
    command.run(first, peer, ['lifecycle', 'chaincode', 'commit', ...terms, ...endorsers]),
  );
}

async function approve(
  command: PeerCommand,
  organisation: OrganisationPlan,
  terms: readonly string[],
): Promise<void> {
  const [peer] = organisation.peers;
  if (peer === undefined) return;
  await retryUntilReady(() =>
    command.run(organisation, peer, ['lifecycle', 'chaincode', 'approveformyorg', ...terms]),
  );
}

async function isCommitted(
  plan: NetworkPlan,
  command: PeerCommand,
  at: { organisation: OrganisationPlan; peer: PeerPlan },
  definition: ChaincodeDefinition,
): Promise<boolean> {
  const query = ['lifecycle', 'chaincode', 'querycommitted', '-C', plan.topology.channel, '--output', 'json'];
  const { stdout } = await command.run(at.organisation, at.peer, query);
  const { chaincode_definitions: found = [] } = JSON.parse(stdout) as {
    chaincode_definitions?: readonly { name: string; version: string; sequence: number }[];
  };
  return found.some(
    ({ name, version, sequence }) =>
      name === definition.name && version === definition.version && sequence === definition.sequence,
  );
}

function definitionArguments(
  plan: NetworkPlan,
  { name, version, sequence, policy }: ChaincodeDefinition,
): string[] {
  return [
    '-C',
    plan.topology.channel,
    '--name',
    name,
    '--version',
    version,
    '--sequence',
    String(sequence),
    '--channel-config-policy',
    policy,
  ];
}

function ordererArguments(plan: NetworkPlan): string[] {
  const [orderer] = plan.orderers;
  if (orderer === undefined) return [];
  return [
    '-o',
    `${orderer.host}:${orderer.port}`,
    '--tls',
    '--cafile',
    path.join(orderer.folder, 'tls', 'ca.crt'),
  ];
}
