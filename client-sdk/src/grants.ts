// SPDX-License-Identifier: Apache-2.0
import { Listing } from './http/listing.js';
import type { Transport } from './http/transport.js';
import type { JsonObject } from './verify/index.js';

/** One disclosure: who received which sections of what, and under which policy. */
export interface Grant {
  /** `<publication id>:<enterprise>` */
  readonly id: string;
  readonly [name: string]: unknown;
}

/** The concrete disclosures, given and received. */
export class Grants {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Grants given, received, or both. */
  list(options: { readonly direction?: 'given' | 'received' } = {}): Listing<Grant> {
    return new Listing(this.#transport, '/v1/grants', {
      direction: options.direction ?? ['given', 'received'],
    });
  }

  /**
   * Ends a grant. What was disclosed stays disclosed: the other gateway hides it and deletes the keys in time. The
   * answer says so too. Repeating it is harmless.
   *
   * @throws NotFoundError
   */
  async revoke(id: string): Promise<JsonObject> {
    const path = `/v1/grants/${encodeURIComponent(id)}/revoke`;
    return this.#transport.json({ method: 'POST', path, repeat: 'always' });
  }
}
