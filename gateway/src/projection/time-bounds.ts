// SPDX-License-Identifier: Apache-2.0
import { parseInstant, type Instant } from '@chainshare/chaincode/model';
import type { Sqlite } from '../store/databases.js';
import { prepared } from '../store/operation.js';
import type { BlockToProject } from './block-to-project.js';
import { instantColumn } from './instant-column.js';
import { TIME_TOLERANCE_NANOS } from './limits.js';

/** What earlier blocks say of the time of a publication. */
export interface LowerBounds {
  of(
    publisher: string,
    published: Instant,
  ): { readonly afterAt: string | null; readonly unverified: boolean };
}

interface Claim {
  readonly creator: string;
  readonly at: string;
  readonly instant: Instant;
}

/**
 * Lower bounds for the publications of the next block: the time that another member claimed in the nearest
 * block before. A member cannot bound itself.
 */
export function newLowerBounds(file: Sqlite): LowerBounds {
  const known = new Map<string, string | null>();
  return {
    of(publisher, published) {
      let afterAt = known.get(publisher);
      if (afterAt === undefined) known.set(publisher, (afterAt = nearestClaim(file, publisher)));
      const unverified = afterAt !== null && published < parseInstant(afterAt) - TIME_TOLERANCE_NANOS;
      return { afterAt, unverified };
    },
  };
}

/**
 * Upper bounds of earlier publications, from the first block with a transaction of another member. An index
 * of those still without bound keeps this proportional to what it changes.
 */
export function boundEarlier(file: Sqlite, block: BlockToProject): void {
  const claims = [...claimsOf(block, (a, b) => a < b)].sort((a, b) => (a.instant < b.instant ? -1 : 1));
  for (const { creator, at, instant } of claims) {
    const latest = instantColumn(instant + TIME_TOLERANCE_NANOS);
    for (const comparison of ['<', '>'] as const) {
      prepared(
        file,
        `UPDATE publication SET before_at = ?, time_unverified = time_unverified OR published > ?
          WHERE before_at IS NULL AND publisher ${comparison} ?`,
      ).run(at, latest, creator);
    }
  }
}

/** Keeps what each creator of this block claimed last, as bound of later publications. */
export function rememberCreators(file: Sqlite, block: BlockToProject): void {
  for (const { creator, at, instant } of claimsOf(block, (a, b) => a > b)) {
    prepared(
      file,
      `INSERT INTO creator_time (creator, block, instant, at) VALUES (?, ?, ?, ?) ON CONFLICT (creator)
        DO UPDATE SET block = excluded.block, instant = excluded.instant, at = excluded.at`,
    ).run(creator, block.number, instantColumn(instant), at);
  }
}

function nearestClaim(file: Sqlite, publisher: string): string | null {
  const row = prepared<{ at: string }>(
    file,
    'SELECT at FROM creator_time WHERE creator <> ? ORDER BY block DESC, instant DESC LIMIT 1',
  ).get(publisher);
  return row?.at ?? null;
}

/** One claim of each creator in the block: the one that `isBetter` than all its others. */
function claimsOf(block: BlockToProject, isBetter: (a: Instant, b: Instant) => boolean): Iterable<Claim> {
  const best = new Map<string, Claim>();
  for (const { creator, timestamp } of block.transactions) {
    const instant = parseInstant(timestamp);
    const known = best.get(creator);
    if (known === undefined || isBetter(instant, known.instant)) {
      best.set(creator, { creator, at: timestamp, instant });
    }
  }
  return best.values();
}
