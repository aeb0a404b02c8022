// SPDX-License-Identifier: Apache-2.0
import { CLOCK_OFF_MAX_MS, HEALTH_CHECK_MS } from './limits.js';
import { NetworkError } from './network-error.js';

/** A node that runs, and where it answers over HTTP. */
export interface ClockSource {
  readonly name: string;
  readonly address: string;
}

/**
 * Compares the clock of this machine with those of nodes that run, by the `Date` of their answers (RFC 9110, section
 * 6.6.1): peers refuse every proposal whose time is more than 15 minutes from their own. Nodes that do not answer are
 * passed over.
 * @throws NetworkError CLOCK_OFF
 */
export async function assertClocksAgree(nodes: readonly ClockSource[]): Promise<void> {
  await Promise.all(
    nodes.map(async ({ name, address }) => {
      const theirs = await timeAt(address);
      if (theirs === undefined) return;
      const difference = Date.now() - theirs;
      if (Math.abs(difference) <= CLOCK_OFF_MAX_MS) return;
      const minutes = Math.round(difference / MINUTE_MS);
      throw new NetworkError('CLOCK_OFF', { name, minutes });
    }),
  );
}

const MINUTE_MS = 60_000;

/** Time of a node in milliseconds, to the second. */
async function timeAt(address: string): Promise<number | undefined> {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(HEALTH_CHECK_MS) });
    await answer.body?.cancel();
    const time = Date.parse(answer.headers.get('date') ?? '');
    return Number.isNaN(time) ? undefined : time;
  } catch {
    return undefined;
  }
}
