// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { NetworkError } from './network-error.js';
import type { NetworkPlan } from './plan.js';

/** Every fact that the channel configuration holds: changed later, it would contradict the ledger that is there. */
function factsOf(plan: NetworkPlan): Readonly<Record<string, string>> {
  const { channel, fabric, block } = plan.topology;
  return {
    channel,
    fabric,
    block: `${block.timeout}, ${block.maxMessages}`,
    ...Object.fromEntries(
      plan.orderers.map(({ id, organisation, host, port }) => [id, `${organisation} ${host}:${port}`]),
    ),
    // Further peers may come and go; the first is the anchor that the channel configuration names.
    ...Object.fromEntries(
      plan.organisations.map(({ id, peers: [anchor] }) => [id, `${anchor?.host ?? ''}:${anchor?.port ?? 0}`]),
    ),
  };
}

/**
 * Compares a plan with the one that the network of the folder was made with; the first one is kept there.
 * @throws NetworkError TOPOLOGY_CHANGED with what differs
 */
export async function assertSamePlan(plan: NetworkPlan): Promise<void> {
  const file = path.join(plan.workDir, 'plan.json');
  const now = factsOf(plan);
  if (!existsSync(file)) {
    await mkdir(plan.workDir, { recursive: true, mode: 0o700 });
    await writeFile(`${file}.new`, JSON.stringify(now, undefined, 2));
    await rename(`${file}.new`, file);
    return;
  }
  const before = JSON.parse(await readFile(file, 'utf8')) as Readonly<Record<string, string>>;
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  const differences = names
    .filter((name) => before[name] !== now[name])
    .map((name) => `${name}: ${before[name] ?? '-'} → ${now[name] ?? '-'}`);
  if (differences.length > 0) {
    throw new NetworkError('TOPOLOGY_CHANGED', { folder: plan.dataDir, differences: differences.join('; ') });
  }
}
