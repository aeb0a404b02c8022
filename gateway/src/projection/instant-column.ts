// SPDX-License-Identifier: Apache-2.0
const least = -(2n ** 63n);
const greatest = 2n ** 63n - 1n;

/**
 * An instant or integer as an SQLite column holds it: 64 bits reach from 1677 to 2262 in nanoseconds. What
 * lies outside is kept at the border: it orders after (before) everything else, and among its like by the
 * ledger.
 */
export function instantColumn(value: bigint): bigint {
  if (value < least) return least;
  return value > greatest ? greatest : value;
}
