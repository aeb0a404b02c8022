// SPDX-License-Identifier: Apache-2.0
import type { EventPlace } from '../changes/event-id.js';
import type { Sqlite } from '../store/databases.js';
import { prepared, type Operation } from '../store/operation.js';

/** Where somebody wants to begin to follow, and how far back events are kept. */
export interface ChangeStart {
  readonly place: EventPlace | 'oldest' | 'now';
  /** RFC 3339, UTC */
  readonly keptFrom: string;
}

interface Numbered {
  readonly seq: number;
  readonly epoch: number;
  readonly records: number;
}

/**
 * The number after which to begin; null when events after the place are kept no more, or when this store never
 * gave the place (it was restored from a back-up that did not have it yet).
 */
export const readChangeStart: Operation<ChangeStart, number | null> = ({ vault }, { place, keptFrom }) => {
  if (place === 'now') return lastNumber(vault);
  if (place === 'oldest') return firstKept(vault, keptFrom) - 1;
  const holder = prepared<Numbered>(
    vault,
    'SELECT seq, epoch, records FROM arrival WHERE seq <= ? ORDER BY seq DESC LIMIT 1',
  ).get(place.seq);
  if (holder?.epoch !== place.epoch || place.seq >= holder.seq + holder.records) return null;
  const next = place.seq + 1;
  const isWithin = next < holder.seq + holder.records;
  const oldestWanted = isWithin ? holder.seq : next;
  return oldestWanted < firstKept(vault, keptFrom) && lastNumber(vault) >= next ? null : place.seq;
};

function lastNumber(vault: Sqlite): number {
  const last = prepared<Numbered>(
    vault,
    'SELECT seq, epoch, records FROM arrival ORDER BY seq DESC LIMIT 1',
  ).get();
  return last === undefined ? 0 : last.seq + last.records - 1;
}

/** Number of the first event that is kept; the one after the last when none is. */
function firstKept(vault: Sqlite, keptFrom: string): number {
  const first = prepared<{ seq: number | null }>(
    vault,
    'SELECT min(seq) AS seq FROM arrival WHERE received_at >= ?',
  ).get(keptFrom);
  return first?.seq ?? lastNumber(vault) + 1;
}
