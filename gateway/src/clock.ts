// SPDX-License-Identifier: Apache-2.0
import { parseInstant, type Instant } from '@chainshare/chaincode/model';

/** The time, RFC 3339 in UTC with milliseconds. */
export function timeNow(): string {
  return new Date().toISOString();
}

/** The time, as instants are compared. */
export function instantNow(): Instant {
  return parseInstant(timeNow());
}
