// SPDX-License-Identifier: Apache-2.0
import type { Instant, Section } from '@chainshare/chaincode/model';
import type { WithheldReason } from '../services.js';
import type { Sqlite } from '../store/databases.js';
import { prepared } from '../store/operation.js';

/** What all records of one publication have in common, ready to be written into each of them. */
export interface PublicationView {
  readonly id: string;
  readonly kind: string;
  /** JSON members from `kind` to `transactionId`, without braces */
  readonly members: string;
  /** sections that are not shown, and why */
  readonly withheld: readonly { readonly scope: Section; readonly reason: WithheldReason }[];
  /** whether the values may be shown: the grant is neither ended nor expired */
  readonly shown: boolean;
}

interface PublicationColumns {
  readonly id: string;
  readonly publisher: string;
  readonly block: number;
  readonly transaction_id: string;
  readonly published_at: string;
  readonly after_at: string | null;
  readonly before_at: string | null;
  readonly time_unverified: number;
  readonly kind: string;
  readonly schema: number;
  readonly sections: string;
  readonly granted: string;
  readonly until: number;
  readonly ended_at: string | null;
}

const nanosPerSecond = 1_000_000_000n;

/** The whole second of an instant, as the ends of grants are compared with it. */
export function secondsOf(instant: Instant): number {
  return Number(instant / nanosPerSecond);
}

/** Reads publications by number, each once. */
export function newPublicationViews(file: Sqlite, now: Instant): (n: number) => PublicationView {
  const find = prepared<PublicationColumns>(
    file,
    `SELECT id, publisher, block, transaction_id, published_at, after_at, before_at, time_unverified, kind,
       schema, sections, granted, until, ended_at FROM publication WHERE n = ?`,
  );
  const known = new Map<number, PublicationView>();
  return (n) => {
    let view = known.get(n);
    if (view === undefined) {
      const row = find.get(n);
      if (row === undefined) throw new Error(`a record names publication number ${n}, which is not there`);
      known.set(n, (view = viewOf(row, secondsOf(now))));
    }
    return view;
  };
}

function viewOf(row: PublicationColumns, nowSeconds: number): PublicationView {
  const {
    id,
    publisher,
    block,
    transaction_id: transactionId,
    published_at: publishedAt,
    kind,
    schema,
  } = row;
  const publishedBounds = { after: row.after_at, before: row.before_at };
  const head = { kind, schema, publisher, publishedAt, publishedBounds };
  const timeUnverified = row.time_unverified === 1 ? { timeUnverified: true } : {};
  const members = JSON.stringify({ ...head, ...timeUnverified, block, transactionId }).slice(1, -1);
  const gone = goneReason(row, nowSeconds);
  return { id, kind, members, withheld: withheldOf(row, gone), shown: gone === null };
}

function goneReason(
  { ended_at: endedAt, until }: PublicationColumns,
  nowSeconds: number,
): WithheldReason | null {
  if (endedAt !== null) return 'revoked';
  return until > 0 && until <= nowSeconds ? 'expired' : null;
}

function withheldOf(
  { sections, granted }: PublicationColumns,
  gone: WithheldReason | null,
): PublicationView['withheld'] {
  const opened = JSON.parse(granted) as readonly Section[];
  return (JSON.parse(sections) as readonly Section[]).flatMap((scope) => {
    if (!opened.includes(scope)) return [{ scope, reason: 'policy' as const }];
    return gone === null ? [] : [{ scope, reason: gone }];
  });
}
