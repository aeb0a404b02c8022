// SPDX-License-Identifier: Apache-2.0
import { WAIT_DEFAULT_SECONDS, WAIT_MAX_SECONDS } from '../limits.js';

/**
 * Seconds that `Prefer: wait=<s>` asks for (RFC 7240 section 4.3), at most {@link WAIT_MAX_SECONDS}. A preference
 * is never an error: what cannot be read counts as absent (section 2).
 */
export function waitSecondsFrom(prefer: string | undefined): number {
  const wait = /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:[,;]|$)/i.exec(prefer ?? '')?.[1];
  return wait === undefined ? WAIT_DEFAULT_SECONDS : Math.min(Number(wait), WAIT_MAX_SECONDS);
}

/** Whether `Prefer: handling=strict` (RFC 7240 section 4.4) asks for all or nothing. */
export function isStrict(prefer: string | undefined): boolean {
  return /(?:^|[,;])\s*handling\s*=\s*"?strict"?\s*(?:[,;]|$)/i.test(prefer ?? '');
}
