// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { HEALTH_CHECK_MS, POLL_MS, READY_TIMEOUT_MS } from './limits.js';
import type { Processes } from './processes.js';

/**
 * Waits until a node answers `/healthz` on its operations port.
 * @throws NetworkError PROCESS_FAILED with the end of its log when it died or never became healthy
 */
export async function waitUntilHealthy(
  name: string,
  at: { readonly host: string; readonly operationsPort: number },
  processes: Processes,
): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await isHealthy(at))) {
    if (!processes.isRunning(name)) throw processes.failure(name, 'ended while it was starting');
    if (Date.now() > deadline)
      throw processes.failure(name, `is not healthy after ${READY_TIMEOUT_MS / 1000} s`);
    await sleep(POLL_MS);
  }
}

/** Whether a node answers its health check with 200 now. */
export async function isHealthy(at: {
  readonly host: string;
  readonly operationsPort: number;
}): Promise<boolean> {
  try {
    const answer = await fetch(`http://${at.host}:${at.operationsPort}/healthz`, {
      signal: AbortSignal.timeout(HEALTH_CHECK_MS),
    });
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
}
