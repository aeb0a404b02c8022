// SPDX-License-Identifier: Apache-2.0
import type { Instant, JsonObject } from '@chainshare/chaincode/model';
import { GatewayError } from '../../errors.js';
import type { GrantService, Page } from '../../services.js';
import type { Store } from '../../store/store.js';
import { cursorText } from '../cursor-text.js';
import type { GrantPlace, GrantRow } from '../list/grant-page.js';
import { secondsOf } from '../publication-view.js';
import { queryFault } from './query-fault.js';
import { termsOf } from './record-access.js';

/** Tells a grantee, by a publication of kind `grant`, that a grant is over; answers that publication's id. */
export type EndPublisher = (grant: {
  readonly publication: string;
  readonly enterprise: string;
  /** RFC 3339, UTC */
  readonly endedAt: string;
}) => Promise<string>;

/** What the grants need. */
export interface GrantsParts {
  /** MSP ID of this enterprise */
  readonly enterprise: string;
  readonly store: Store;
  readonly now: () => Instant;
  readonly publishEnd: EndPublisher;
}

/** Said in every answer, because people expect more of the word. */
const NOTICE =
  'The grantee was told and its gateway no longer shows the values. What was disclosed stays disclosed: whoever read it knows it.';

const grantIdForm = /^([0-9a-f]{64}):([A-Za-z0-9.-]{1,64})$/;

/** The concrete disclosures, given and received. */
export class Grants implements GrantService {
  readonly #parts: GrantsParts;

  constructor(parts: GrantsParts) {
    this.#parts = parts;
  }

  /** @throws GatewayError INVALID_REQUEST */
  async list(query: {
    readonly direction: readonly ('given' | 'received')[];
    readonly limit: number;
    readonly cursor?: string;
  }): Promise<Page<JsonObject>> {
    const { enterprise: self, store, now } = this.#parts;
    const { direction, limit, cursor } = query;
    const after = cursor === undefined ? null : placeOf(cursor);
    const nowSeconds = secondsOf(now());
    const page = await store.read('grant.page', { self, direction, limit, after, nowSeconds });
    const { grants, hasMore, asOfBlock, pending, withheld } = page;
    const last = grants.at(-1);
    const next = hasMore && last !== undefined ? cursorOf(last) : null;
    return { data: grants.map(viewOf), asOfBlock, pending, withheld, next };
  }

  /**
   * Ends a grant and tells the grantee. If telling fails the grant is over all the same, and a repeated call
   * tells.
   *
   * @throws GatewayError GRANT_NOT_FOUND, and what publishing throws
   */
  async revoke(id: string): Promise<JsonObject> {
    const [, publication, enterprise] = grantIdForm.exec(id) ?? [];
    if (publication === undefined || enterprise === undefined) throw new GatewayError('GRANT_NOT_FOUND');
    const { store, publishEnd } = this.#parts;
    const at = new Date().toISOString();
    const revoked = await store.write('grant-given.revoke', { publication, enterprise, at });
    if (revoked === null) throw new GatewayError('GRANT_NOT_FOUND');
    const { revokedAt } = revoked;
    if (revoked.endPublication === null) {
      const endPublication = await publishEnd({ publication, enterprise, endedAt: revokedAt });
      await store.write('grant-given.revoke-told', { publication, enterprise, endPublication });
    }
    return { id, publication, enterprise, revokedAt, undisclosed: false, notice: NOTICE };
  }
}

function viewOf(grant: GrantRow): JsonObject {
  const { direction, publication, granter, enterprise, sections, policies, at, endedAt } = grant;
  return {
    id: `${publication}:${enterprise}`,
    ...{ direction, publication, granter, enterprise, sections },
    ...(policies === null ? {} : { policy: policies }),
    ...termsOf(grant),
    grantedAt: at,
    ...(endedAt === null ? {} : { revokedAt: endedAt }),
  };
}

function cursorOf({ at, publication, enterprise }: GrantPlace): string {
  return Buffer.from(`${at} ${publication}:${enterprise}`, 'ascii').toString('base64url');
}

function placeOf(cursor: string): GrantPlace {
  const [at = '', id = ''] = cursorText(cursor).split(' ');
  const [, publication, enterprise] = grantIdForm.exec(id) ?? [];
  if (publication === undefined || enterprise === undefined)
    throw queryFault('cursor', 'is not of this list');
  return { at, publication, enterprise };
}
