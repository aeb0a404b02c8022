// SPDX-License-Identifier: Apache-2.0
import type { Section } from '@chainshare/chaincode/model';
import type { Withheld } from '../../services.js';
import type { Databases } from '../../store/databases.js';
import { prepared, type Operation } from '../../store/operation.js';
import { asOfBlockOf, pendingCount, withheldPublications } from '../basis.js';

/** A disclosure of one publication to one enterprise. */
export interface GrantRow {
  readonly direction: 'given' | 'received';
  readonly publication: string;
  readonly granter: string;
  readonly enterprise: string;
  readonly sections: readonly Section[];
  /** policies it follows from; only the granter knows them */
  readonly policies: readonly string[] | null;
  /** bits of the sealed form */
  readonly purpose: number;
  /** unix seconds, 0 = none */
  readonly until: number;
  /** when it was given or came here, RFC 3339, UTC */
  readonly at: string;
  readonly endedAt: string | null;
}

/** Place of a grant in the list, newest first. */
export type GrantPlace = Pick<GrantRow, 'at' | 'publication' | 'enterprise'>;

/** Which grants are asked for. */
export interface GrantPageArgs {
  /** MSP ID of this enterprise */
  readonly self: string;
  readonly direction: readonly ('given' | 'received')[];
  readonly limit: number;
  readonly after: GrantPlace | null;
  readonly nowSeconds: number;
}

/** Grants with what the list is based on. */
export interface GrantPage {
  readonly grants: readonly GrantRow[];
  readonly hasMore: boolean;
  readonly asOfBlock: number;
  readonly pending: number;
  readonly withheld: readonly Withheld[];
}

type Columns = Omit<GrantRow, 'direction' | 'sections' | 'policies'> & {
  readonly sections: string;
  readonly policies: string | null;
};

const given = `SELECT publication, @self AS granter, enterprise, sections, policies, purpose, until,
    granted_at AS at, revoked_at AS endedAt
  FROM grant_given WHERE (granted_at, publication, enterprise) < (@at, @publication, @enterprise)
  ORDER BY granted_at DESC, publication DESC, enterprise DESC LIMIT @rows`;

const received = `SELECT id AS publication, publisher AS granter, @self AS enterprise, granted AS sections,
    NULL AS policies, purpose, until, received_at AS at, ended_at AS endedAt
  FROM publication WHERE received_at IS NOT NULL AND publisher <> @self
    AND (received_at < @at OR (received_at = @at AND (id, @self) < (@publication, @enterprise)))
  ORDER BY received_at DESC, id DESC LIMIT @rows`;

/** After every place of a real grant. */
const beginning: GrantPlace = { at: '~', publication: '', enterprise: '' };

/** Reads one page of grants given and received, newest first. */
export const readGrantPage: Operation<GrantPageArgs, GrantPage> = (db, args) => {
  const grants = args.direction
    .flatMap((direction) => rowsOf(db, direction, args))
    .sort((a, b) => (isBefore(a, b) ? 1 : -1));
  const scope = { publishers: [], kind: null, nowSeconds: args.nowSeconds };
  return {
    grants: grants.slice(0, args.limit),
    hasMore: grants.length > args.limit,
    asOfBlock: asOfBlockOf(db.projection),
    pending: pendingCount(db.projection),
    withheld: args.direction.includes('received') ? withheldPublications(db.projection, scope) : [],
  };
};

function rowsOf(db: Databases, direction: GrantRow['direction'], args: GrantPageArgs): readonly GrantRow[] {
  const [file, sql] = direction === 'given' ? [db.vault, given] : [db.projection, received];
  const { self, limit, after } = args;
  return prepared<Columns>(file, sql)
    .all({ self, rows: limit + 1, ...(after ?? beginning) })
    .map((row) => ({
      ...row,
      direction,
      sections: JSON.parse(row.sections) as readonly Section[],
      policies: row.policies === null ? null : (JSON.parse(row.policies) as readonly string[]),
    }));
}

function isBefore(a: GrantPlace, b: GrantPlace): boolean {
  if (a.at !== b.at) return a.at < b.at;
  return a.publication === b.publication ? a.enterprise < b.enterprise : a.publication < b.publication;
}
