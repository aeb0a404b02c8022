// SPDX-License-Identifier: Apache-2.0
import type { TrustFile } from '@chainshare/client';

/** Where one enterprise's own peers answer. */
export interface PeerAddress {
  /** `host:port` of each, the preferred one first. */
  readonly endpoints: readonly string[];
  /** File with the CA of the peers' TLS certificates; absent where the peer serves plain text on this machine. */
  readonly tlsRootCert?: string;
}

/** A ledger that runs under the demonstration, whichever it is. */
export interface RunningLedger {
  readonly kind: 'embedded' | 'fabric';
  readonly channel: string;
  readonly peers: ReadonlyMap<string, PeerAddress>;
  /** Whom to trust when verifying proofs of this ledger. */
  readonly trust: TrustFile;
  stop(): Promise<void>;
}
