// SPDX-License-Identifier: Apache-2.0
import { parseInstant, type Instant } from '@chainshare/chaincode/model';
import { INSTANTS_KEPT_MAX } from './limits.js';

const known = new Map<string, Instant>();

/**
 * Reads a timestamp as `parseInstant` does, and remembers the last ones: the time of a record is read, validated,
 * ordered and indexed one after the other, and the rows of one file share a few.
 *
 * @throws LedgerError NOT_INSTANT
 */
export function readInstant(text: string): Instant {
  let instant = known.get(text);
  if (instant === undefined) {
    instant = parseInstant(text);
    if (known.size >= INSTANTS_KEPT_MAX) known.clear();
    known.set(text, instant);
  }
  return instant;
}
