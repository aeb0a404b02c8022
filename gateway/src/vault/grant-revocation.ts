// SPDX-License-Identifier: Apache-2.0
import { prepared, type Operation } from '../store/operation.js';

/** A grant that is over. */
export interface RevokedGrant {
  /** when it was revoked first */
  readonly revokedAt: string;
  /** the publication that told the grantee, null while none did */
  readonly endPublication: string | null;
}

/** Ends one grant. The first time counts; null when there is no such grant. */
export const grantRevoke: Operation<
  { readonly publication: string; readonly enterprise: string; readonly at: string },
  RevokedGrant | null
> = (db, { publication, enterprise, at }) =>
  prepared<RevokedGrant>(
    db.vault,
    `UPDATE grant_given SET revoked_at = coalesce(revoked_at, ?) WHERE publication = ? AND enterprise = ?
      RETURNING revoked_at AS revokedAt, end_publication AS endPublication`,
  ).get(at, publication, enterprise) ?? null;

/** Remembers by which publication the grantee was told. */
export const grantRevokeTold: Operation<
  { readonly publication: string; readonly enterprise: string; readonly endPublication: string },
  void
> = (db, { publication, enterprise, endPublication }) => {
  prepared(
    db.vault,
    'UPDATE grant_given SET end_publication = ? WHERE publication = ? AND enterprise = ?',
  ).run(endPublication, publication, enterprise);
};
