// SPDX-License-Identifier: Apache-2.0
import { prepared, type Operation } from '../store/operation.js';
import type { GivenGrant } from './sealed-publication.js';

/** A grant as it was given, and whether it has been ended. */
export interface GrantGiven {
  readonly publication: string;
  readonly enterprise: string;
  /** JSON list. */
  readonly sections: string;
  /** JSON list. */
  readonly policies: string;
  readonly purpose: number;
  readonly until: number;
  readonly grantedAt: string;
  readonly revokedAt: string | null;
}

const columns = `publication, enterprise, sections, policies, purpose, until, granted_at AS grantedAt,
  revoked_at AS revokedAt`;

/** Remembers to whom a publication was granted. */
export const grantGivenAdd: Operation<
  { readonly publication: string; readonly grants: readonly GivenGrant[]; readonly at: string },
  void
> = (db, { publication, grants, at }) => {
  const insert = prepared(
    db.vault,
    `INSERT INTO grant_given (publication, enterprise, sections, policies, purpose, until, granted_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const { enterprise, sections, policies, purpose, until } of grants) {
    insert.run(
      publication,
      enterprise,
      JSON.stringify(sections),
      JSON.stringify(policies),
      purpose,
      until,
      at,
    );
  }
};

/** Every grant of one publication, ended ones included, by enterprise. */
export const grantGivenOf: Operation<{ readonly publication: string }, readonly GrantGiven[]> = (
  db,
  { publication },
) =>
  prepared<GrantGiven>(
    db.vault,
    `SELECT ${columns} FROM grant_given WHERE publication = ? ORDER BY enterprise`,
  ).all(publication);

/**
 * Ends every grant that rests on one policy alone. A grant that another rule gave as well stays: the enterprise
 * may still read.
 *
 * @returns how many were ended now
 */
export const grantGivenRevokePolicy: Operation<{ readonly policy: string; readonly at: string }, number> = (
  db,
  { policy, at },
) =>
  prepared(
    db.vault,
    `UPDATE grant_given SET revoked_at = ? WHERE policies = ? AND revoked_at IS NULL AND enterprise <> '*'`,
  ).run(at, JSON.stringify([policy])).changes;

/** A grant that is over and of whose end the grantee has not been told. */
export interface UntoldGrant {
  readonly publication: string;
  readonly enterprise: string;
  readonly endedAt: string;
}

/** Every ended grant of which nobody was told; what was open to all cannot be ended, so it is not among them. */
export const grantGivenUntold: Operation<Record<string, never>, readonly UntoldGrant[]> = (db) =>
  prepared<UntoldGrant>(
    db.vault,
    `SELECT publication, enterprise, revoked_at AS endedAt FROM grant_given
      WHERE revoked_at IS NOT NULL AND end_publication IS NULL AND enterprise <> '*'
      ORDER BY enterprise, revoked_at, publication`,
  ).all();
