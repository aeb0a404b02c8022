// SPDX-License-Identifier: Apache-2.0
import { parseInstant, type Instant } from '@chainshare/chaincode/model';

let last: { readonly text: string; readonly instant: Instant } | undefined;

/**
 * Reads a timestamp as `parseInstant` does, and remembers the last one: the time of a record is validated, ordered
 * and indexed one after the other, and the rows of one file mostly share it.
 *
 * @throws LedgerError NOT_INSTANT
 */
export function readInstant(text: string): Instant {
  if (last?.text !== text) last = { text, instant: parseInstant(text) };
  return last.instant;
}
