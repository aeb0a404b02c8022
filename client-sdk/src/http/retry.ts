// SPDX-License-Identifier: Apache-2.0
import { ChainShareError } from '../errors.js';
import { PAUSE_FIRST_MS, PAUSE_MAX_MS, RETRY_AFTER_MAX_MS, TRIES_MAX } from '../limits.js';

/** How often and how long a call is tried again. */
export interface RetryPolicy {
  /** Tries in all; 1 is no retry. */
  readonly triesMax: number;
  readonly pauseFirstMs: number;
  readonly pauseMaxMs: number;
}

/** What a client does unless it is told otherwise. */
export const DEFAULT_RETRY: RetryPolicy = {
  triesMax: TRIES_MAX,
  pauseFirstMs: PAUSE_FIRST_MS,
  pauseMaxMs: PAUSE_MAX_MS,
};

/**
 * Calls until it succeeds, fails for good, or was tried often enough.
 *
 * @param mayRepeat - whether the call may be sent again after this error
 * @throws the last error of `call`
 */
export async function withRetry<T>(
  call: () => Promise<T>,
  mayRepeat: (error: ChainShareError) => boolean,
  policy: RetryPolicy,
  signal?: AbortSignal,
): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await call();
    } catch (error) {
      const repeat = error instanceof ChainShareError && failures < policy.triesMax && mayRepeat(error);
      if (!repeat || signal?.aborted === true) throw error;
      const asked = error.retryAfterMs ?? 0;
      if (asked > RETRY_AFTER_MAX_MS) throw error;
      await pause(Math.max(asked, pauseMs(failures, policy)), signal);
    }
  }
}

/** The pause after the given number of failures: doubling, capped, and half of it by chance. */
export function pauseMs(failures: number, policy: RetryPolicy): number {
  const full = Math.min(policy.pauseFirstMs * 2 ** (failures - 1), policy.pauseMaxMs);
  return full / 2 + (Math.random() * full) / 2;
}

/** Waits; ends early, without an error, when the signal aborts. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    if (signal?.aborted === true) done();
    else signal?.addEventListener('abort', done);
  });
}
