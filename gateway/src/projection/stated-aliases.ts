// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '@chainshare/chaincode/model';
import type { StatedAlias } from '../kinds/known-code.js';
import { prepared, type Operation } from '../store/operation.js';
import { asOfBlockOf } from './basis.js';
import { ALIASES_MAX } from './limits.js';
import { aliasHolds } from './list/alias-holds.js';
import { secondsOf } from './publication-view.js';

/** What the product and location records of their publishers state of things, in the order of the things. */
export const readStatedAliases: Operation<
  {
    /** the publisher's own name of each */
    readonly things: readonly { readonly publisher: string; readonly thing: string }[];
    readonly now: Instant;
  },
  readonly (readonly StatedAlias[])[]
> = (db, { things, now }) => {
  const file = db.projection;
  const basis = { asOfBlock: asOfBlockOf(file), nowSeconds: secondsOf(now) };
  const find = prepared<{ aliases: string | null }>(
    file,
    `SELECT r.body -> '$.aliases' AS aliases FROM alias a INDEXED BY alias_thing ${aliasHolds}
      AND a.thing = @thing AND a.publisher = @publisher AND a.name = a.thing LIMIT ${ALIASES_MAX}`,
  );
  return things.map((thing) =>
    find
      .all({ ...thing, ...basis })
      .flatMap(({ aliases }) => (aliases === null ? [] : (JSON.parse(aliases) as readonly StatedAlias[]))),
  );
};
