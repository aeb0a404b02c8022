// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../errors.js';
import { prepared, type Operation } from '../store/operation.js';

/** A policy as it stands in the vault. */
export interface PolicyRow {
  readonly id: string;
  /** Counts its changes from 1; what an ETag states. */
  readonly version: number;
  /** The body as JSON text. */
  readonly body: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

const columns = 'id, version, body, created_at AS createdAt, updated_at AS updatedAt';

/** The policies that have not been removed, oldest first. */
export const policyList: Operation<Record<string, never>, readonly PolicyRow[]> = (db) =>
  prepared<PolicyRow>(
    db.vault,
    `SELECT ${columns} FROM policy WHERE ended_at IS NULL ORDER BY created_at, id`,
  ).all();

/** One policy that has not been removed, or `null`. */
export const policyRead: Operation<{ readonly id: string }, PolicyRow | null> = (db, { id }) =>
  prepared<PolicyRow>(db.vault, `SELECT ${columns} FROM policy WHERE id = ? AND ended_at IS NULL`).get(id) ??
  null;

/** Adds a policy in version 1. */
export const policyCreate: Operation<
  { readonly id: string; readonly body: string; readonly at: string },
  PolicyRow
> = (db, { id, body, at }) => {
  prepared(
    db.vault,
    'INSERT INTO policy (id, version, body, created_at, updated_at) VALUES (?, 1, ?, ?, ?)',
  ).run(id, body, at, at);
  return { id, version: 1, body, createdAt: at, updatedAt: at };
};

/**
 * Replaces the body of a policy that nobody has changed since it was read.
 *
 * @throws GatewayError POLICY_NOT_FOUND, PRECONDITION_FAILED
 */
export const policyReplace: Operation<
  { readonly id: string; readonly version: number; readonly body: string; readonly at: string },
  PolicyRow
> = (db, { id, version, body, at }) => {
  const before = existing(db, id, version);
  prepared(db.vault, 'UPDATE policy SET version = version + 1, body = ?, updated_at = ? WHERE id = ?').run(
    body,
    at,
    id,
  );
  return { ...before, version: version + 1, body, updatedAt: at };
};

/**
 * Removes a policy; its row stays, because grants given name it.
 *
 * @throws GatewayError POLICY_NOT_FOUND, PRECONDITION_FAILED
 */
export const policyEnd: Operation<
  { readonly id: string; readonly version: number; readonly at: string },
  void
> = (db, { id, version, at }) => {
  existing(db, id, version);
  prepared(db.vault, 'UPDATE policy SET ended_at = ? WHERE id = ?').run(at, id);
};

function existing(db: Parameters<typeof policyRead>[0], id: string, version: number): PolicyRow {
  const row = policyRead(db, { id });
  if (row === null) throw new GatewayError('POLICY_NOT_FOUND');
  if (row.version !== version) throw new GatewayError('PRECONDITION_FAILED');
  return row;
}
