// SPDX-License-Identifier: Apache-2.0
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { PROJECTION_SCHEMA, PROJECTION_VERSION } from '../projection/schema.js';
import { vaultMigrations } from '../vault/schema.js';
import { BUSY_TIMEOUT_MS, CACHE_KIB } from './limits.js';
import { establish, migrate, versionOf } from './migrate.js';

/** One open SQLite file. */
export type Sqlite = Database.Database;

/** The two files of one gateway. */
export interface Databases {
  /** What cannot be had again: received bytes, keys, outbox, policies. Every commit reaches the disk. */
  readonly vault: Sqlite;
  /** What blocks and vault give: may be deleted at any time and is built again with equal answers. */
  readonly projection: Sqlite;
}

/** File names inside the gateway's data folder. */
export const VAULT_FILE = 'vault.db';
export const PROJECTION_FILE = 'projection.db';

/**
 * Opens both files of a gateway, creating and migrating them unless `readonly`. A projection of an earlier version
 * begins anew.
 *
 * @param dir - the gateway's data folder; made with mode 0700 when it is not there
 * @throws Error when a file was written by a newer release, or cannot be opened
 */
export function openDatabases(dir: string, options: { readonly readonly: boolean }): Databases {
  const opened: Sqlite[] = [];
  try {
    return openBoth(dir, options.readonly, opened);
  } catch (error) {
    // The thread goes on with other stores, so nobody else would close them.
    for (const file of opened) file.close();
    throw error;
  }
}

function openBoth(dir: string, readonly: boolean, opened: Sqlite[]): Databases {
  const vault = openFile(dir, VAULT_FILE, readonly, opened);
  vault.pragma(`cache_size = -${CACHE_KIB.vault}`);
  // Losing a commit here would lose keys or publish twice: wait for the disk.
  vault.pragma('synchronous = FULL');
  const projection = openProjection(dir, readonly, opened);
  projection.pragma(`cache_size = -${CACHE_KIB.projection}`);
  // A power cut may lose the last blocks, never consistency; they are read from the ledger again.
  projection.pragma('synchronous = NORMAL');
  if (!readonly) {
    migrate(vault, vaultMigrations);
    establish(projection, PROJECTION_VERSION, PROJECTION_SCHEMA);
  }
  return { vault, projection };
}

/** Closes both files. */
export function closeDatabases(db: Databases): void {
  db.projection.close();
  db.vault.close();
}

/** What was projected by an earlier version may mean something else by now. */
function openProjection(dir: string, readonly: boolean, opened: Sqlite[]): Sqlite {
  const file = openFile(dir, PROJECTION_FILE, readonly, opened);
  const version = versionOf(file);
  if (readonly || version === 0 || version >= PROJECTION_VERSION) return file;
  file.close();
  for (const suffix of ['', '-wal', '-shm']) {
    rmSync(join(dir, `${PROJECTION_FILE}${suffix}`), { force: true });
  }
  return openFile(dir, PROJECTION_FILE, readonly, opened);
}

/** @param opened - takes the file as soon as it is open, whatever fails after that */
function openFile(dir: string, name: string, readonly: boolean, opened: Sqlite[]): Sqlite {
  const path = join(dir, name);
  if (!readonly) createPrivately(dir, path);
  const file = new Database(path, { readonly, fileMustExist: true });
  opened.push(file);
  file.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  if (!readonly) file.pragma('journal_mode = WAL');
  return file;
}

/** SQLite gives its side files the mode of the main file, so the mode is right before SQLite sees it. */
function createPrivately(dir: string, path: string): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
}
