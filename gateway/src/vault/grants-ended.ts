// SPDX-License-Identifier: Apache-2.0
import { prepared, type Operation } from '../store/operation.js';

/** Something that a granter told to be over. */
export interface EndedGrant {
  readonly granter: string;
  readonly target: 'publication' | 'policy';
  /** Id of the publication, or the granter's name of the policy. */
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly endedAt: string;
}

/** Keeps what is over. The first time counts; repeating changes nothing. */
export const grantEndedAdd: Operation<readonly EndedGrant[], void> = (db, ended) => {
  const insert = prepared(
    db.vault,
    `INSERT INTO grant_ended (granter, target, id, ended_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (granter, target, id) DO NOTHING`,
  );
  for (const { granter, target, id, endedAt } of ended) insert.run(granter, target, id, endedAt);
};
