// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../errors.js';
import type { Databases } from '../store/databases.js';
import { prepared, type Operation } from '../store/operation.js';

/** Something that the enterprise has told its gateway once: its settings, or what the columns of a sheet mean. */
export interface RememberedRow {
  /** Counts its changes from 1; what an ETag states. */
  readonly version: number;
  /** The body as JSON text. */
  readonly body: string;
}

/** Stands where something was forgotten: its version stays, so that what comes after it is of another. */
const FORGOTTEN = '';

/** What is remembered under a name, or `null`. */
export const rememberedRead: Operation<{ readonly name: string }, RememberedRow | null> = (db, { name }) => {
  const row = lastRow(db, name);
  return row === undefined || row.body === FORGOTTEN ? null : row;
};

/**
 * Remembers something anew, or in the place of what nobody has changed since it was read.
 *
 * @param args - `version` is the one replaced, 0 where nothing was; `null` when none is named
 * @throws GatewayError PRECONDITION_REQUIRED when there is something and no version is named; PRECONDITION_FAILED when
 *   it is of another version, or a version is named and there is nothing
 */
export const rememberedPut: Operation<
  { readonly name: string; readonly version: number | null; readonly body: string; readonly at: string },
  RememberedRow
> = (db, { name, version, body, at }) => {
  const before = rememberedRead(db, { name });
  if (before !== null && version === null) throw new GatewayError('PRECONDITION_REQUIRED');
  if ((before?.version ?? 0) !== (version ?? 0)) throw new GatewayError('PRECONDITION_FAILED');
  return keep(db, { name, body, at });
};

/**
 * Forgets what nobody has changed since it was read.
 *
 * @returns whether there was anything
 * @throws GatewayError PRECONDITION_FAILED
 */
export const rememberedForget: Operation<
  { readonly name: string; readonly version: number; readonly at: string },
  boolean
> = (db, { name, version, at }) => {
  const before = rememberedRead(db, { name });
  if (before === null) return false;
  if (before.version !== version) throw new GatewayError('PRECONDITION_FAILED');
  keep(db, { name, body: FORGOTTEN, at });
  return true;
};

function lastRow(db: Databases, name: string): RememberedRow | undefined {
  return prepared<RememberedRow>(db.vault, 'SELECT version, body FROM remembered WHERE name = ?').get(name);
}

function keep(
  db: Databases,
  { name, body, at }: { readonly name: string; readonly body: string; readonly at: string },
): RememberedRow {
  const version = (lastRow(db, name)?.version ?? 0) + 1;
  prepared(
    db.vault,
    `INSERT INTO remembered (name, version, body, updated_at) VALUES (@name, @version, @body, @at)
      ON CONFLICT (name) DO UPDATE SET version = @version, body = @body, updated_at = @at`,
  ).run({ name, version, body, at });
  return { version, body };
}
