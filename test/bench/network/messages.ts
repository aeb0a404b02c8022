// SPDX-License-Identifier: Apache-2.0
import type { PeerAddress, RunningLedger } from '#network/demo/ledger.js';

/** What a ledger's process is started with. */
export interface LedgerAsked {
  readonly kind: RunningLedger['kind'];
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

/** What a gateway's process says of its memory, in bytes. */
export interface Memory {
  /** Most that it has held at once. */
  readonly peakBytes: number;
  /** What its main thread holds after a collection. */
  readonly keptBytes: number;
}
