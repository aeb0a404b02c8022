// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import { GatewayError } from '../../errors.js';
import type { Basis, Caller, DirectoryService, Page, PublishAnswer } from '../../services.js';
import type { Store } from '../../store/store.js';
import type { DirectoryEntry } from '../members.js';
import { queryFault } from './query-fault.js';

/** Publishes what the enterprise says of itself. */
export type ProfilePublisher = (
  body: unknown,
  idempotencyKey: string,
  caller: Caller,
) => Promise<PublishAnswer>;

/** The directory: what the members admitted, and what each says of itself. */
export class Members implements DirectoryService {
  readonly #store: Store;
  readonly #publishProfile: ProfilePublisher;

  constructor(store: Store, publishProfile: ProfilePublisher) {
    this.#store = store;
    this.#publishProfile = publishProfile;
  }

  /** @throws GatewayError INVALID_REQUEST */
  async members(query: { readonly limit: number; readonly cursor?: string }): Promise<Page<JsonObject>> {
    const { limit, cursor } = query;
    const { asOfBlock, members } = await this.#store.read('directory', {});
    if (cursor !== undefined && !members.some(({ id }) => id === cursor)) {
      throw queryFault('cursor', 'is not of this list');
    }
    const rest = members.filter(({ id }) => cursor === undefined || id > cursor);
    const shown = rest.slice(0, limit);
    const next = rest.length > limit ? (shown.at(-1)?.id ?? null) : null;
    return { data: shown.map(viewOf), asOfBlock: Math.max(asOfBlock, 0), pending: 0, withheld: [], next };
  }

  /** @throws GatewayError MEMBER_NOT_FOUND */
  async member(id: string): Promise<{ readonly data: JsonObject } & Basis> {
    const { asOfBlock, members } = await this.#store.read('directory', {});
    const member = members.find((candidate) => candidate.id === id);
    if (member === undefined) throw new GatewayError('MEMBER_NOT_FOUND', { facts: { member: id } });
    return { data: viewOf(member), asOfBlock: Math.max(asOfBlock, 0), pending: 0, withheld: [] };
  }

  putProfile(body: unknown, idempotencyKey: string, caller: Caller): Promise<PublishAnswer> {
    return this.#publishProfile(body, idempotencyKey, caller);
  }
}

function viewOf(member: DirectoryEntry): JsonObject {
  return member as unknown as JsonObject;
}
