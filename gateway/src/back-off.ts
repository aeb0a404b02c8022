// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';

/** How long to wait between attempts, in milliseconds. */
export interface BackOffLimits {
  readonly firstMs: number;
  readonly maxMs: number;
}

/**
 * The wait before the next attempt: it doubles with every failure up to the maximum. A random half of it is
 * left out, so that the gateways of a network do not all ask a returning peer in the same moment.
 *
 * @param failures - how many attempts have failed in a row, from 1
 * @param random - from 0 (inclusive) to 1
 */
export function backOffMs(
  failures: number,
  limits: BackOffLimits,
  random: () => number = Math.random,
): number {
  const full = Math.min(limits.firstMs * 2 ** (failures - 1), limits.maxMs);
  return full / 2 + (full / 2) * random();
}

/** Waits; returns at once when the signal ends the waiting. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    if (!(error instanceof Error && error.name === 'AbortError')) throw error;
  }
}
