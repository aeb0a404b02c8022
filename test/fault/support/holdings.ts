// SPDX-License-Identifier: Apache-2.0
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { closeDatabases, openDatabases } from '@chainshare/gateway/internal/store/databases.js';
import { eventually } from './eventually.js';
import type { KillableGateway } from './killable-gateway.js';
import type { Acknowledged } from './publish-call.js';

/** Ids of the stock records that a gateway holds, all versions, by product. */
export type Holdings = Readonly<Record<string, readonly string[]>>;

/** Reads all stock that a gateway holds, page by page. */
export async function stockHeld(gateway: KillableGateway): Promise<Holdings> {
  const held: Record<string, string[]> = {};
  for (let cursor: unknown = ''; typeof cursor === 'string';) {
    const from = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await gateway.read(`/v1/records?kind=inventory&versions=all&limit=1000${from}`);
    for (const { id, values } of page['data'] as unknown as readonly StockRecord[]) {
      (held[values.product] ??= []).push(id);
    }
    cursor = page['next'];
  }
  return held;
}

interface StockRecord {
  readonly id: string;
  readonly values: { readonly product: string };
}

/** What a gateway says of its own state. */
interface GatewayStatus {
  readonly ledger: { readonly lag: number | null; readonly projected: number };
  readonly pending: number;
  readonly publications: Readonly<Record<string, number>>;
  readonly outbox: Readonly<Record<string, number>>;
}

/** What `/v1/status` says. */
export async function statusOf(gateway: KillableGateway): Promise<GatewayStatus> {
  return (await gateway.read('/v1/status')) as unknown as GatewayStatus;
}

/**
 * Waits until a gateway has nothing more to do: the ledger read, nothing pending, nothing to be sent.
 *
 * @param calls - what it must have read before: its peer may not have committed yet what another one has acknowledged
 */
export async function settled(gateway: KillableGateway, calls: readonly Acknowledged[]): Promise<void> {
  const last = Math.max(0, ...calls.map(({ block }) => block));
  const state = await eventually(`${gateway.config.enterprise} has nothing to do`, async () => {
    const { ledger, pending, outbox, ...status } = await statusOf(gateway);
    const hasRead = ledger.projected >= last && ledger.lag === 0;
    return hasRead && pending === 0 && Object.keys(outbox).length === 0 ? status : undefined;
  });
  expect(state.publications).to.not.have.any.keys('unreadable', 'repeated');
}

/** Checks that a gateway which is settled keeps nothing half-written on its disk. */
export async function assertNothingHalfWritten({ config }: KillableGateway): Promise<void> {
  const db = openDatabases(config.dataDir, { readonly: true });
  try {
    const count = (from: string): unknown => db.vault.prepare(`SELECT count(*) FROM ${from}`).pluck().get();
    expect(count(`job WHERE state <> 'done'`), 'jobs that have not ended').to.equal(0);
    expect(count(`idempotency WHERE state <> 'done'`), 'keys of calls that have not ended').to.equal(0);
    expect(count(`outbox WHERE state <> 'committed'`), 'transactions not committed').to.equal(0);
    expect(count('outbox_item'), 'sealed bytes kept to be sent').to.equal(0);
  } finally {
    closeDatabases(db);
  }
  expect(await readdir(path.join(config.dataDir, 'spool')), 'bodies of calls').to.deep.equal([]);
}

/** A call as the publisher's disk knows it. */
export interface KeptJob {
  readonly id: string;
  readonly state: string;
  /** Rows that it has sealed. */
  readonly sealed: number;
}

/** The calls about stock of which a gateway keeps something on its disk; it need not run. */
export function jobsOf({ config }: KillableGateway): readonly KeptJob[] {
  const db = openDatabases(config.dataDir, { readonly: true });
  try {
    const jobs = `SELECT id, state, next_row AS sealed FROM job WHERE kind = 'inventory'`;
    return db.vault.prepare<[], KeptJob>(jobs).all();
  } finally {
    closeDatabases(db);
  }
}

/** Checks that a gateway holds each record of these calls once, and no other stock. */
export async function assertHoldsOnce(
  gateway: KillableGateway,
  calls: readonly Acknowledged[],
): Promise<void> {
  const expected = calls.flatMap(({ records }) => [...records].map(([product, id]) => [product, [id]]));
  expect(await stockHeld(gateway)).to.deep.equal(Object.fromEntries(expected));
}
