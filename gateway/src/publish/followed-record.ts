// SPDX-License-Identifier: Apache-2.0
import { parseEnvelope, type Audience, type JsonObject, type Section } from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import type { Kind } from '../kinds/kind.js';
import type { Disclosure, Grant } from '../policy/disclosure.js';
import { openHeader, type OpenedHeader } from '../sealing/open.js';
import type { PublicationKeys } from '../sealing/publication-keys.js';
import { readSealedBytes } from '../sealing/sealed-bytes.js';
import { recordSalts, saltAt } from '../sealing/section-content.js';
import { followTagOfPublication, followTagOfRecord } from '../sealing/tags.js';
import type { Store } from '../store/store.js';
import { reviveKeys } from '../vault/publication-keys.js';

/** An own record or publication that another one corrects or withdraws. */
export interface Followed {
  /** By it, whoever holds the old record recognises the new one. */
  readonly tag: Uint8Array;
  /** Who was granted the old one and still is. */
  readonly readers: Pick<Disclosure, 'audience' | 'grants'>;
}

/** What was found, or what is wrong with the reference. */
export type FollowedOrFault = { readonly followed: Followed | null } | { readonly fault: Fault };

const NOTHING: FollowedOrFault = { followed: null };

interface OwnPublication {
  readonly keys: PublicationKeys;
  readonly opened: OpenedHeader;
  readonly readers: { readonly audience: Audience; readonly grants: readonly Grant[] };
}

/** Finds own records that are corrected or withdrawn; one call often follows many of the same publication. */
export class FollowedRecords {
  readonly #store: Store;
  readonly #enterprise: string;
  #last: { readonly id: string; readonly publication: OwnPublication | undefined } | undefined;

  constructor(store: Store, enterprise: string) {
    this.#store = store;
    this.#enterprise = enterprise;
  }

  /** Looks up what a record follows by its identity: nothing, mostly. */
  find(identity: JsonObject, kind: Kind): FollowedOrFault | Promise<FollowedOrFault> {
    if (kind.name !== 'withdrawal') {
      const { corrects } = identity;
      return typeof corrects === 'string' ? this.#findRecord(corrects, '/corrects', kind) : NOTHING;
    }
    const { record, publication } = identity;
    if (typeof record === 'string') return this.#findRecord(record, '/record');
    return this.#findPublication(typeof publication === 'string' ? publication : '');
  }

  /** Who was granted an own record and still is; `undefined` when it is not one. */
  async readersOf(id: string): Promise<Followed['readers'] | undefined> {
    return (await this.#publication(id.split('.')[0] ?? ''))?.readers;
  }

  async #findRecord(id: string, pointer: string, kind?: Kind): Promise<FollowedOrFault> {
    const [publicationId = '', index = ''] = id.split('.');
    const own = await this.#publication(publicationId);
    const at = Number(index);
    if (own === undefined || at >= own.opened.header.n) return { fault: notOwn(pointer) };
    if (kind !== undefined && own.opened.header.kind !== kind.name) {
      const message = `that record is of kind ${own.opened.header.kind}`;
      return { fault: { pointer, code: 'OTHER_KIND', message } };
    }
    const key = own.keys.sectionKeys.identity;
    if (key === undefined) return { fault: notOwn(pointer) };
    const tag = followTagOfRecord(saltAt(recordSalts(key, at + 1), at));
    return { followed: { tag, readers: own.readers } };
  }

  async #findPublication(id: string): Promise<FollowedOrFault> {
    const own = await this.#publication(id);
    if (own === undefined) return { fault: notOwn('/publication') };
    return { followed: { tag: followTagOfPublication(own.opened.salt), readers: own.readers } };
  }

  async #publication(id: string): Promise<OwnPublication | undefined> {
    if (this.#last?.id !== id) this.#last = { id, publication: await this.#read(id) };
    return this.#last.publication;
  }

  async #read(id: string): Promise<OwnPublication | undefined> {
    const [kept] = await this.#store.read('received.read', { publications: [id] });
    if (kept?.publisher !== this.#enterprise) return undefined;
    const keys = reviveKeys(kept.keys);
    const opened = openHeader(readSealedBytes(parseEnvelope(kept.envelope), kept.sealed), keys.headerKey);
    const given = await this.#store.read('grant-given.of', { publication: id });
    const grants = given
      .filter(({ revokedAt }) => revokedAt === null)
      .map(({ enterprise, sections, policies, purpose, until }) => ({
        enterprise,
        sections: JSON.parse(sections) as Section[],
        policies: JSON.parse(policies) as string[],
        purpose,
        until,
      }));
    return { keys, opened, readers: { audience: opened.header.audience, grants } };
  }
}

function notOwn(pointer: string): Fault {
  return { pointer, code: 'NOT_OWN', message: 'this enterprise has published nothing under that id' };
}
