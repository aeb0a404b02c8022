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

/** A grant that ended with a policy: whom to tell, and about what. */
export interface EndedGrant {
  readonly publication: string;
  readonly enterprise: string;
}

/**
 * Ends every grant that rests on one policy alone.
 *
 * A grant that another rule gave as well stays: the enterprise may still read.
 *
 * @returns the grants that were ended now, by enterprise
 */
export const grantGivenRevokePolicy: Operation<
  { readonly policy: string; readonly at: string },
  readonly EndedGrant[]
> = (db, { policy, at }) =>
  prepared<EndedGrant>(
    db.vault,
    `UPDATE grant_given SET revoked_at = ? WHERE policies = ? AND revoked_at IS NULL
     RETURNING publication, enterprise`,
  )
    .all(at, JSON.stringify([policy]))
    .sort((a, b) => (a.enterprise < b.enterprise ? -1 : 1));
