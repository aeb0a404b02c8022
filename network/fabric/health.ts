// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { HEALTH_CHECK_MS, POLL_MS, READY_TIMEOUT_MS } from './limits.js';
import type { ProcessSpec } from './process-spec.js';
import type { Processes } from './processes.js';

/**
 * Waits until a process answers its health check.
 * @throws NetworkError PROCESS_ENDED, PROCESS_NOT_READY with the end of its log
 */
export async function waitUntilReady({ name, health }: ProcessSpec, processes: Processes): Promise<void> {
  if (health === undefined) return;
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await answersHealthy(health))) {
    if (!processes.isRunning(name)) throw processes.failure('PROCESS_ENDED', name);
    if (Date.now() > deadline) throw processes.failure('PROCESS_NOT_READY', name);
    await sleep(POLL_MS);
  }
}

/** Where a node answers its health check. */
export function healthAddress(at: { readonly host: string; readonly operationsPort: number }): string {
  return `http://${at.host}:${at.operationsPort}/healthz`;
}

/** Whether an address answers with 200 now. */
export async function answersHealthy(address: string): Promise<boolean> {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(HEALTH_CHECK_MS) });
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
}
