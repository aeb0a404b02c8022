// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, type JsonObject } from '@chainshare/chaincode/model';
import { invalidRequest } from './invalid-request.js';
import { DEFAULT_TIME_ZONE, isTimeZone } from './intake/time-zone.js';
import { newValidator } from './kinds/validator.js';
import type { SettingService, Versioned } from './services.js';
import type { Store } from './store/store.js';
import type { RememberedRow } from './vault/remembered.js';

/** What an enterprise can set; what it does not set is as in {@link DEFAULT_SETTINGS}. */
export interface Settings {
  /** Zone of times of its sheets that state none. */
  readonly timeZone: string;
  /** Codes that its records may use: `any`, or those that its product and location records make `known`. */
  readonly codes: 'any' | 'known';
}

/** An enterprise that has set nothing. */
export const DEFAULT_SETTINGS: Settings = { timeZone: DEFAULT_TIME_ZONE, codes: 'any' };

/** Schema of the settings; all of them may be left out. */
export const SETTINGS_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    timeZone: { type: 'string', description: 'Zone of times of sheets that state none, e.g. Asia/Shanghai.' },
    codes: {
      type: 'string',
      enum: ['any', 'known'],
      description: 'Whether a row may use a code that no own product or location record makes known.',
    },
  },
} as const satisfies JsonObject;

const formFaults = newValidator(SETTINGS_SCHEMA);

/** The name under which the settings are remembered. */
const NAME = 'settings';

/** The settings as they are now. */
export async function readSettings(store: Store): Promise<Settings> {
  return settingsIn(await store.read('remembered.read', { name: NAME }));
}

function settingsIn(row: RememberedRow | null): Settings {
  return { ...DEFAULT_SETTINGS, ...(row === null ? {} : (JSON.parse(row.body) as Partial<Settings>)) };
}

/** The settings of an enterprise, kept in the vault. */
export class EnterpriseSettings implements SettingService {
  readonly #store: Store;
  readonly #now: () => string;

  /** @param now - the time, RFC 3339 in UTC with milliseconds */
  constructor(store: Store, now: () => string) {
    this.#store = store;
    this.#now = now;
  }

  /** @see {@link SettingService.read} */
  async read(): Promise<Versioned<JsonObject>> {
    const row = await this.#store.read('remembered.read', { name: NAME });
    return { version: row?.version ?? 0, value: { ...settingsIn(row) } };
  }

  /** @see {@link SettingService.replace} */
  async replace(version: number, body: unknown): Promise<Versioned<JsonObject>> {
    const value = checked(body);
    const text = JSON.stringify(value);
    await this.#store.write('remembered.put', { name: NAME, version, body: text, at: this.#now() });
    return this.read();
  }
}

function checked(body: unknown): JsonObject {
  const value = body as JsonObject;
  if (!isJsonObject(value)) {
    throw invalidRequest([{ pointer: '', code: 'WRONG_TYPE', message: 'settings are an object' }]);
  }
  const faults = formFaults(value);
  if (faults.length > 0) throw invalidRequest(faults);
  const { timeZone } = value as Partial<Settings>;
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    const message = 'name a time zone such as Asia/Shanghai';
    throw invalidRequest([{ pointer: '/timeZone', code: 'NOT_ALLOWED', message }]);
  }
  return value;
}
