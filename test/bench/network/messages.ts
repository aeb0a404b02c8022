// SPDX-License-Identifier: Apache-2.0
import type { PeerAddress, RunningLedger } from '#network/demo/ledger.js';

/** What a ledger's process is started with. */
export interface LedgerAsked {
  readonly dataDir: string;
  readonly enterprises: readonly string[];
  readonly blockMs: number;
}

/** What it says once it runs. */
export interface LedgerStarted extends Pick<RunningLedger, 'kind' | 'channel' | 'trust'> {
  readonly peers: readonly (readonly [string, PeerAddress])[];
}

/** What a gateway's process says once it has joined. */
export interface GatewayStarted {
  readonly url: string;
}

/** Most memory that a gateway's process has held at once, in bytes. */
export interface PeakMemory {
  readonly peakBytes: number;
}
