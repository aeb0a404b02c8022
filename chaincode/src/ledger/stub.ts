// SPDX-License-Identifier: Apache-2.0
import type { Context } from 'fabric-contract-api';

/** The door to the ledger that Fabric gives a transaction function. */
export type Stub = Context['stub'];

/** A stored value, or `undefined`: Fabric says "absent" by empty or missing bytes. */
export function present(bytes: Uint8Array | undefined): Buffer | undefined {
  return bytes === undefined || bytes.length === 0 ? undefined : Buffer.from(bytes);
}
