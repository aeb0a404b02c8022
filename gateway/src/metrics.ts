// SPDX-License-Identifier: Apache-2.0
import { Counter, Gauge, Registry } from 'prom-client';
import type { Publishing } from './publish/publishing.js';
import type { ReceiverStatus } from './receive/receiver-status.js';

/** What the gateway counts itself; the metrics of HTTP are added by its side. */
export interface Metrics {
  readonly registry: Registry;
  /** Counts a publication that cannot be read, by state. */
  unreadable(): void;
  /** Counts a write that only looks like a publication, by why the block rule refuses it. */
  refused(reason: string): void;
  /** Counts a publication with the number of another one. */
  duplicate(): void;
  /** Counts a published key that was refused. */
  refusedKey(): void;
  /** Counts an attempt to reach the ledger that failed, by code. */
  ledgerFailure(code: string): void;
  /** Shows how receiving and publishing go. */
  observe(receiver: { readonly status: ReceiverStatus }, publishing: Pick<Publishing, 'backlog'>): void;
}

/** Metrics of one gateway, in a registry of its own: one process may host several. */
export function newMetrics(enterprise: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ enterprise });
  const registers = [registry];
  const unreadable = new Counter({
    name: 'chainshare_publications_unreadable_total',
    help: 'Publications meant for this enterprise that could not be read.',
    registers,
  });
  const refused = new Counter({
    name: 'chainshare_publications_refused_total',
    help: 'Writes that only look like publications: forged, malformed or altered.',
    labelNames: ['reason'],
    registers,
  });
  const duplicates = new Counter({
    name: 'chainshare_publications_duplicate_total',
    help: 'Publications to which their publisher gave the number of another one.',
    registers,
  });
  const refusedKeys = new Counter({
    name: 'chainshare_keys_refused_total',
    help: 'Published keys that were refused: changed, taken or malformed.',
    registers,
  });
  const failures = new Counter({
    name: 'chainshare_ledger_failures_total',
    help: 'Attempts to deliver a transaction that failed, by code.',
    labelNames: ['code'],
    registers,
  });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  return {
    registry,
    unreadable: () => {
      unreadable.inc();
    },
    refused: (reason) => {
      refused.inc({ reason });
    },
    duplicate: () => {
      duplicates.inc();
    },
    refusedKey: () => {
      refusedKeys.inc();
    },
    ledgerFailure: (code) => {
      failures.inc({ code });
    },
    observe(receiver, publishing) {
      gauge('chainshare_block', 'Last block of the ledger that was read.', () => receiver.status.block);
      gauge('chainshare_following', '1 while the block stream of the own peer is open.', () =>
        Number(receiver.status.following),
      );
      gauge('chainshare_pulling', 'Publications that are being pulled.', () => receiver.status.pulling);
      gauge('chainshare_outbox', 'Transactions that are not settled yet.', () => publishing.backlog);
    },
  };
}
