// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ChaincodePackage } from './chaincode-package.js';
import type { PeerCommand } from './peer-command.js';
import { NetworkError } from './network-error.js';
import { tlsRootFile, type NetworkPlan, type OrganisationPlan, type PeerPlan } from './plan.js';
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

/**
 * Approves a definition for the organisations that run here and commits it when enough have approved. What an earlier
 * run has done stays as it is, so that a second one goes on where it ended.
 */
export async function defineChaincode(
  { whole, own }: { readonly whole: NetworkPlan; readonly own: NetworkPlan },
  command: PeerCommand,
  chaincode: ChaincodePackage,
  definition: ChaincodeDefinition,
): Promise<void> {
  const [first] = own.organisations;
  const [peer] = first?.peers ?? [];
  if (first === undefined || peer === undefined) return;
  const committed = async (): Promise<boolean> => {
    const found = await committedDefinitions(own, command);
    return found.some(({ name, sequence }) => name === definition.name && sequence === definition.sequence);
  };
  if (await committed()) return;
  const terms = definitionArguments(whole, definition);
  const approvals = async (): Promise<Approvals> =>
    approvalsOf(command, { organisation: first, peer }, terms);
  const before = await retryUntilReady(approvals);
  await Promise.all(
    own.organisations
      // Fabric refuses an approval that says nothing new.
      .filter(({ id }) => before[id] !== true)
      .map((organisation) =>
        approve(command, organisation, [
          ...terms,
          ...ordererArguments(whole),
          '--package-id',
          chaincode.packageId,
        ]),
      ),
  );
  await retryUntilReady(async () => {
    if (await committed()) return;
    const now = await approvals();
    const endorsers = whole.organisations.filter(({ id }) => now[id] === true);
    if (endorsers.length * 2 <= whole.organisations.length) {
      const missing = whole.organisations.filter(({ id }) => now[id] !== true).map(({ id }) => id);
      throw new NetworkError('WAITS_FOR_OTHERS', {
        what: `approval of ${definition.name} by ${missing.join(', ')}`,
      });
    }
    await command.run(first, peer, [
      ...['lifecycle', 'chaincode', 'commit'],
      ...terms,
      ...ordererArguments(whole),
      ...endorserArguments(whole, endorsers),
    ]);
  });
}

/** Which organisations have approved a definition that is not committed yet. */
type Approvals = Readonly<Record<string, boolean>>;

async function approvalsOf(
  command: PeerCommand,
  at: { readonly organisation: OrganisationPlan; readonly peer: PeerPlan },
  terms: readonly string[],
): Promise<Approvals> {
  const query = ['lifecycle', 'chaincode', 'checkcommitreadiness', ...terms, '--output', 'json'];
  const { stdout } = await command.run(at.organisation, at.peer, query);
  return (JSON.parse(stdout) as { readonly approvals: Approvals }).approvals;
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

/** The definitions that are committed on the channel, as the first peer of the plan knows it. */
export async function committedDefinitions(
  plan: NetworkPlan,
  command: PeerCommand,
): Promise<readonly Pick<ChaincodeDefinition, 'name' | 'version' | 'sequence'>[]> {
  const [organisation] = plan.organisations;
  const [peer] = organisation?.peers ?? [];
  if (organisation === undefined || peer === undefined) return [];
  const query = ['lifecycle', 'chaincode', 'querycommitted', '-C', plan.topology.channel, '--output', 'json'];
  const { stdout } = await command.run(organisation, peer, query);
  const { chaincode_definitions: found = [] } = JSON.parse(stdout) as {
    chaincode_definitions?: readonly { name: string; version: string; sequence: number }[];
  };
  return found;
}

/** Gossip is not up yet: the endorsers of a commit are named, one peer of every organisation. */
function endorserArguments(plan: NetworkPlan, organisations: readonly OrganisationPlan[]): string[] {
  return organisations.flatMap(({ id, peers }) =>
    peers
      .slice(0, 1)
      .flatMap(({ host, port }) => [
        '--peerAddresses',
        `${host}:${port}`,
        '--tlsRootCertFiles',
        tlsRootFile(plan, id),
      ]),
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
    tlsRootFile(plan, path.join('orderers', orderer.organisation)),
  ];
}
