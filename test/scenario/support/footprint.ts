// SPDX-License-Identifier: Apache-2.0
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { RunningNetwork } from './running-network.js';

/** Everything that a call can leave behind at one enterprise and on the ledger. */
export interface Footprint {
  /** As `/v1/status` tells: height of the ledger, outbox, publications and records. */
  readonly status: Readonly<Record<string, unknown>>;
  /** Rows of every table of the vault, but for the log of accesses. */
  readonly vault: Readonly<Record<string, number>>;
  /** Bodies that wait on disk. */
  readonly spool: readonly string[];
}

/** Takes the footprint: two that are equal show that nothing happened between them. */
export async function footprintOf(network: RunningNetwork, enterprise: string): Promise<Footprint> {
  const { json } = await network.doors.ask(enterprise, 'GET /v1/status');
  const folder = network.gatewayDir(enterprise);
  return {
    status: json,
    vault: rowsOf(path.join(folder, 'vault.db')),
    spool: await readdir(path.join(folder, 'spool')),
  };
}

/** Height of the ledger, as the own peer of an enterprise has it. */
export async function heightAt(network: RunningNetwork, enterprise: string): Promise<number> {
  const { status } = await footprintOf(network, enterprise);
  return (status['ledger'] as { readonly height: number }).height;
}

function rowsOf(file: string): Readonly<Record<string, number>> {
  const database = new Database(file, { readonly: true });
  try {
    const tables = database
      .prepare(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'access_log' AND name NOT LIKE 'sqlite%'`,
      )
      .pluck()
      .all() as readonly string[];
    const count = (table: string) =>
      database.prepare(`SELECT count(*) FROM "${table}"`).pluck().get() as number;
    return Object.fromEntries(tables.map((table) => [table, count(table)]));
  } finally {
    database.close();
  }
}
