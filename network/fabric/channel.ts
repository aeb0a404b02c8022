// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FabricBinaries } from './binaries.js';
import { runCommand } from './command.js';
import { configtxYaml, PROFILE } from './configtx.js';
import { COMMAND_TIMEOUT_MS } from './limits.js';
import { indented, NetworkError } from './network-error.js';
import type { PeerCommand } from './peer-command.js';
import type { NetworkPlan } from './plan.js';
import { retryUntilReady } from './retry.js';
import { genesisFile } from './shared-files.js';

/** Writes configtx.yaml and the genesis block of the channel, once; later runs keep the block they have. */
export async function writeGenesisBlock(plan: NetworkPlan, binaries: FabricBinaries): Promise<string> {
  const block = genesisFile(plan);
  if (existsSync(block)) return block;
  await mkdir(plan.workDir, { recursive: true });
  await writeFile(path.join(plan.workDir, 'configtx.yaml'), configtxYaml(plan));
  const program = path.join(binaries.directory, 'configtxgen');
  await runCommand(
    program,
    [
      '-configPath',
      plan.workDir,
      '-profile',
      PROFILE,
      '-channelID',
      plan.topology.channel,
      '-outputBlock',
      `${block}.new`,
    ],
    { env: { FABRIC_CFG_PATH: plan.workDir }, timeoutMs: COMMAND_TIMEOUT_MS },
  );
  // In one step: half a block would look like one.
  await rename(`${block}.new`, block);
  return block;
}

/** Joins every ordering node to the channel; a node that is in it already stays as it is. */
export async function joinOrderers(
  plan: NetworkPlan,
  binaries: FabricBinaries,
  block: string,
): Promise<void> {
  const osnadmin = path.join(binaries.directory, 'osnadmin');
  const { channel } = plan.topology;
  await Promise.all(
    plan.orderers.map((orderer) =>
      retryUntilReady(async () => {
        const at = ['-o', `${orderer.host}:${orderer.adminPort}`];
        const { stdout } = await runCommand(osnadmin, ['channel', 'list', ...at], {
          timeoutMs: COMMAND_TIMEOUT_MS,
        });
        if (stdout.includes(`"${channel}"`)) return;
        const join = ['channel', 'join', '--channelID', channel, '--config-block', block, ...at];
        const joined = await runCommand(osnadmin, join, { timeoutMs: COMMAND_TIMEOUT_MS });
        // osnadmin exits 0 whatever the orderer answers; the status stands in its output.
        if (!/Status: 201/.test(joined.stdout)) {
          const command = `osnadmin channel join (${orderer.id})`;
          throw new NetworkError('COMMAND_FAILED', { command, output: indented([joined.stdout.trim()]) });
        }
      }),
    ),
  );
}

/** Joins every peer to the channel; a peer that is in it already stays as it is. */
export async function joinPeers(plan: NetworkPlan, command: PeerCommand, block: string): Promise<void> {
  await Promise.all(
    plan.organisations.flatMap((organisation) =>
      organisation.peers.map((peer) =>
        retryUntilReady(async () => {
          const { stdout } = await command.run(organisation, peer, ['channel', 'list']);
          if (stdout.split('\n').includes(plan.topology.channel)) return;
          await command.run(organisation, peer, ['channel', 'join', '-b', block]);
        }),
      ),
    ),
  );
}
