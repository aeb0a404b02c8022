// SPDX-License-Identifier: Apache-2.0
import type { Call, Transport } from './http/transport.js';
import { sendVersioned } from './http/versioned.js';

/** What the columns of own sheets with a certain header mean. */
export interface Mapping {
  /** Path of the field by header as the sheet writes it; null leaves the column out. */
  readonly columns: Readonly<Record<string, string | null>>;
  /** Code of UN/ECE Recommendation 20 by what the sheet calls the unit. */
  readonly units?: Readonly<Record<string, string>>;
  /** Zone of times that state none, e.g. Asia/Shanghai. */
  readonly timeZone?: string;
}

/** A mapping with its version. */
export interface VersionedMapping {
  readonly mapping: Mapping;
  readonly etag: string;
}

/**
 * What the columns of own sheets mean, told to the gateway once. A mapping has the address that a fault
 * `UNKNOWN_COLUMN` names in `mapping`, which stands for the header of that very sheet.
 */
export class Mappings {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * One mapping with its version.
   *
   * @param address - `/v1/mappings/<kind>/<SHA-256 of the header>`
   * @throws NotFoundError
   */
  async get(address: string): Promise<VersionedMapping> {
    return this.#versioned({ method: 'GET', path: address, repeat: 'always' });
  }

  /**
   * Keeps a mapping.
   *
   * @param etag - the version that is replaced, `*` for whatever is there; absent for a new one
   * @throws RequestError for columns that the kind has not; ConflictError when there is another version
   */
  async put(address: string, mapping: Mapping, etag?: string): Promise<VersionedMapping> {
    return this.#versioned({
      method: 'PUT',
      path: address,
      headers: { 'content-type': 'application/json', ...(etag === undefined ? {} : { 'if-match': etag }) },
      body: JSON.stringify(mapping),
      repeat: 'when-refused',
    });
  }

  /** Forgets a mapping. */
  async remove(address: string, etag = '*'): Promise<void> {
    const call: Call = {
      method: 'DELETE',
      path: address,
      headers: { 'if-match': etag },
      repeat: 'when-refused',
    };
    await this.#transport.send(call, (answer) => answer.text());
  }

  async #versioned(call: Call): Promise<VersionedMapping> {
    const { data: mapping, etag } = await sendVersioned<Mapping>(this.#transport, call);
    return { mapping, etag };
  }
}
