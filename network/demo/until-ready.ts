// SPDX-License-Identifier: Apache-2.0
import { answersHealthy } from '../fabric/health.js';
import { retryUntilReady } from '../fabric/retry.js';

/** Waits until every gateway answers `/readyz` with 200. */
export async function untilReady(gateways: readonly string[]): Promise<void> {
  await Promise.all(
    gateways.map((gateway) =>
      retryUntilReady(async () => {
        if (!(await answersHealthy(`${gateway}/readyz`))) throw new Error(`${gateway} is not ready`);
      }),
    ),
  );
}
