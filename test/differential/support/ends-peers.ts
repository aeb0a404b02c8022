// SPDX-License-Identifier: Apache-2.0
import type { Step } from './step.js';

/** Calls that leave no value under their first argument. */
const DELETING: ReadonlySet<string> = new Set(['basic:del', 'basic:putEmpty']);

/**
 * Whether a call sets nothing but the policy of a key that an earlier call of the same block deletes. Every peer of
 * Fabric 3.1.1 ends at such a block (`test/network/peers-ended.test.ts`), so there is nothing to compare any more.
 */
export function endsPeers({ call, chaincode, args: [key] }: Step, earlier: readonly Step[]): boolean {
  if (call !== 'basic:setVP') return false;
  return earlier.some((one) => DELETING.has(one.call) && one.chaincode === chaincode && one.args[0] === key);
}
