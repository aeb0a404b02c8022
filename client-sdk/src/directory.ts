// SPDX-License-Identifier: Apache-2.0
import type { Answer, PublishResult } from './answers.js';
import { Listing } from './http/listing.js';
import type { Transport } from './http/transport.js';
import { newIdempotencyKey } from './idempotency-key.js';
import type { Published } from './kinds.js';
import type { JsonObject } from './verify/index.js';

/** A member as the register and its own profile show it. */
export interface Member {
  /** MSP ID. */
  readonly id: string;
  readonly names: { readonly zh?: string; readonly en?: string };
  /** Role words of the network, such as `supplier`. */
  readonly roles: readonly string[];
  readonly status: 'active' | 'left';
  /** Admitted ids, prefixes, accreditations, keys, and the profile. */
  readonly [name: string]: unknown;
}

/** The members of the network. What was admitted decides access; what a member says of itself is for reading. */
export class Directory {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** All members. */
  members(): Listing<Member> {
    return new Listing(this.#transport, '/v1/members', {});
  }

  /**
   * One member.
   *
   * @throws NotFoundError
   */
  async member(id: string): Promise<Answer<Member>> {
    return this.#transport.json({
      method: 'GET',
      path: `/v1/members/${encodeURIComponent(id)}`,
      repeat: 'always',
    });
  }

  /** Publishes what the own enterprise says of itself, for the whole network to read. */
  async putProfile(profile: Omit<Published<'profile'>, 'updatedAt'>): Promise<PublishResult | JsonObject> {
    return this.#transport.json({
      method: 'PUT',
      path: '/v1/profile',
      headers: { 'content-type': 'application/json', 'idempotency-key': newIdempotencyKey() },
      body: JSON.stringify(profile),
      repeat: 'always',
    });
  }
}
