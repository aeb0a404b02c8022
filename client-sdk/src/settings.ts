// SPDX-License-Identifier: Apache-2.0
import type { Call, Transport } from './http/transport.js';
import { sendVersioned } from './http/versioned.js';

/** What holds for everything that the own enterprise does at its gateway. */
export interface Settings {
  /** Zone of the times of sheets that state none, e.g. `Asia/Shanghai`. */
  readonly timeZone: string;
  /** Codes that rows may use: `any`, or those that own product and location records make `known`. */
  readonly codes: 'any' | 'known';
}

/** Settings with their version. */
export interface VersionedSettings {
  readonly settings: Settings;
  readonly etag: string;
}

const PATH = '/v1/settings';

/** The settings of the own enterprise. */
export class EnterpriseSettings {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** All settings, with what holds where nothing was set. */
  async get(): Promise<VersionedSettings> {
    return this.#versioned({ method: 'GET', path: PATH, repeat: 'always' });
  }

  /**
   * Changes settings; those that are not named stay as they are.
   *
   * @throws RequestError for values that there are not; ConflictError when somebody changed them at the same time
   */
  async change(changes: Partial<Settings>): Promise<VersionedSettings> {
    const { settings, etag } = await this.get();
    return this.#versioned({
      method: 'PUT',
      path: PATH,
      headers: { 'content-type': 'application/json', 'if-match': etag },
      body: JSON.stringify({ ...settings, ...changes }),
      repeat: 'when-refused',
    });
  }

  async #versioned(call: Call): Promise<VersionedSettings> {
    const { data, etag } = await sendVersioned<Settings>(this.#transport, call);
    return { settings: data, etag };
  }
}
