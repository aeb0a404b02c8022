// SPDX-License-Identifier: Apache-2.0
import { HEALTH_CHECK_MS } from './limits.js';
import type { NetworkPlan, OrdererPlan } from './plan.js';

/** The ordering node that leads now, by its own word; undefined while they elect one. */
export async function leaderOf(plan: NetworkPlan): Promise<OrdererPlan | undefined> {
  const leads = await Promise.all(plan.orderers.map(isLeader));
  return plan.orderers.find((_, index) => leads[index] === true);
}

/** Reads the gauge `consensus_etcdraft_is_leader` of the one channel (Fabric's metrics reference). */
async function isLeader({ host, operationsPort }: OrdererPlan): Promise<boolean> {
  try {
    const answer = await fetch(`http://${host}:${operationsPort}/metrics`, {
      signal: AbortSignal.timeout(HEALTH_CHECK_MS),
    });
    return /^consensus_etcdraft_is_leader\{.*\} 1$/m.test(await answer.text());
  } catch {
    return false;
  }
}
