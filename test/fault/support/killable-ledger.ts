// SPDX-License-Identifier: Apache-2.0
import type { RunningLedger } from '#network/demo/ledger.js';

/** A ledger in processes of its own, which can be killed and started again on the same files and ports. */
export interface KillableLedger extends RunningLedger {
  /** Names of its processes that can be killed alone. */
  readonly parts: readonly string[];
  /** Kills some of its processes where they are; whoever supervises them starts them again. */
  killParts(parts: readonly string[]): Promise<void>;
  /** Kills all of it where it is. */
  kill(): Promise<void>;
  /** Starts it again after it was killed. */
  restart(): Promise<void>;
  /** Stops the peer of one enterprise, with its chaincode; the others go on. */
  stopPeer(enterprise: string): Promise<void>;
  /** Starts a stopped peer again. */
  startPeer(enterprise: string): Promise<void>;
}
