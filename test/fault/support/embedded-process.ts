// SPDX-License-Identifier: Apache-2.0
import type { TrustFile } from '@chainshare/client';
import type { EmbeddedOptions } from '#network/demo/embedded-ledger.js';
import type { PeerAddress, RunningLedger } from '#network/demo/ledger.js';
import { Child } from './child.js';
import type { KillableLedger } from './killable-ledger.js';

/** What a ledger's process tells when it has started. */
export interface LedgerFacts {
  readonly peers: readonly (readonly [string, PeerAddress])[];
  readonly trust: TrustFile;
}

/** Tells a ledger's process to start or stop the peer of one enterprise. */
export interface PeerOrder {
  readonly enterprise: string;
  readonly runs: boolean;
}

/** The embedded ledger: all of it is one process. */
export class EmbeddedProcess implements KillableLedger {
  readonly kind = 'embedded';
  readonly parts = ['ledger'];
  readonly channel: string;
  readonly peers: RunningLedger['peers'];
  readonly trust: TrustFile;
  readonly #options: EmbeddedOptions;
  #child: Child;

  private constructor(options: EmbeddedOptions, child: Child, { peers, trust }: LedgerFacts) {
    this.channel = options.channel;
    this.peers = new Map(peers);
    this.trust = trust;
    this.#options = options;
    this.#child = child;
  }

  /** Starts it. Its ports must be given: gateways that outlive it look for it where it was. */
  static async start(options: EmbeddedOptions): Promise<EmbeddedProcess> {
    const child = new Child('ledger-process', options);
    return new EmbeddedProcess(options, child, await child.says<LedgerFacts>());
  }

  async killParts(): Promise<void> {
    await this.kill();
    await this.restart();
  }

  async restart(): Promise<void> {
    this.#child = new Child('ledger-process', this.#options);
    await this.#child.says<LedgerFacts>();
  }

  async stopPeer(enterprise: string): Promise<void> {
    await this.#child.tell({ enterprise, runs: false } satisfies PeerOrder);
  }

  async startPeer(enterprise: string): Promise<void> {
    await this.#child.tell({ enterprise, runs: true } satisfies PeerOrder);
  }

  async kill(): Promise<void> {
    await this.#child.kill();
  }

  /** No test of this folder ends a ledger gently. */
  async stop(): Promise<void> {
    await this.kill();
  }
}
