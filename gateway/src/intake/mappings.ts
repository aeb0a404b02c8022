// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, unitCodes, type JsonObject } from '@chainshare/chaincode/model';
import { GatewayError, type Fault } from '../errors.js';
import type { Catalogue } from '../kinds/catalogue.js';
import type { Kind } from '../kinds/kind.js';
import { escapePointer, newValidator } from '../kinds/validator.js';
import { COLUMNS_MAX } from '../limits.js';
import type { MappingPlace, MappingService, Versioned } from '../services.js';
import type { Store } from '../store/store.js';
import type { RememberedRow } from '../vault/remembered.js';
import { isColumn } from './columns.js';
import { invalidRequest } from '../invalid-request.js';
import type { ColumnMapping } from './sheet-reading.js';
import { isTimeZone } from './time-zone.js';

/** Names of units in one mapping: there are not more in a company's lists. */
const UNITS_MAX = 1_000;

/** What a mapping looks like; what its words mean is checked beside it. */
export const MAPPING_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['columns'],
  properties: {
    columns: {
      type: 'object',
      maxProperties: COLUMNS_MAX,
      additionalProperties: { type: ['string', 'null'] },
      description: 'Path of the field by header as the sheet writes it; null leaves the column out.',
    },
    units: {
      type: 'object',
      maxProperties: UNITS_MAX,
      additionalProperties: { type: 'string' },
      description: 'Code of UN/ECE Recommendation 20 by what the sheet calls the unit.',
    },
    timeZone: { type: 'string', description: 'Zone of times that state none, e.g. Asia/Shanghai.' },
  },
} as const satisfies JsonObject;

const formFaults = newValidator(MAPPING_SCHEMA);

/** The name under which a mapping is remembered. */
export function mappingName({ kind, header }: MappingPlace): string {
  return `mapping/${kind}/${header}`;
}

/** What the columns of the enterprise's own sheets mean, told once and kept in the vault. */
export class Mappings implements MappingService {
  readonly #store: Store;
  readonly #catalogue: Catalogue;
  readonly #now: () => string;

  /** @param now - the time, RFC 3339 in UTC with milliseconds */
  constructor(store: Store, catalogue: Catalogue, now: () => string) {
    this.#store = store;
    this.#catalogue = catalogue;
    this.#now = now;
  }

  /** @see {@link MappingService.read} */
  async read(place: MappingPlace): Promise<Versioned<JsonObject>> {
    this.#catalogue.kind(place.kind);
    const row = await this.#store.read('remembered.read', { name: mappingName(place) });
    if (row === null) throw new GatewayError('MAPPING_NOT_FOUND');
    return toVersioned(row);
  }

  /** @see {@link MappingService.put} */
  async put(place: MappingPlace, version: number | null, body: unknown): Promise<Versioned<JsonObject>> {
    const faults = mappingFaults(body, this.#catalogue.kind(place.kind));
    if (faults.length > 0) throw invalidRequest(faults);
    const name = mappingName(place);
    const text = JSON.stringify(body);
    return toVersioned(
      await this.#store.write('remembered.put', { name, version, body: text, at: this.#now() }),
    );
  }

  /** @see {@link MappingService.remove} */
  async remove(place: MappingPlace, version: number): Promise<void> {
    this.#catalogue.kind(place.kind);
    const name = mappingName(place);
    if (!(await this.#store.write('remembered.forget', { name, version, at: this.#now() }))) {
      throw new GatewayError('MAPPING_NOT_FOUND');
    }
  }
}

function toVersioned({ version, body }: RememberedRow): Versioned<JsonObject> {
  return { version, value: JSON.parse(body) as JsonObject };
}

/** Everything that is wrong with a mapping of a kind. */
function mappingFaults(body: unknown, kind: Kind): readonly Fault[] {
  const form = isJsonObject(body as JsonObject)
    ? formFaults(body as JsonObject)
    : [{ pointer: '', code: 'WRONG_TYPE', message: 'a mapping is an object' }];
  if (form.length > 0) return form;
  const { columns, units = {}, timeZone } = body as ColumnMapping;
  const unknownColumns = Object.entries(columns)
    .filter(([, path]) => path !== null && !isColumn(path, kind))
    .map(([header]) => ({
      pointer: `/columns/${escapePointer(header)}`,
      code: 'UNKNOWN_COLUMN',
      message: `this is no column of ${kind.name}; GET /v1/kinds/${kind.name} lists them`,
    }));
  const unknownUnits = Object.entries(units)
    .filter(([, code]) => !unitCodes.includes(code))
    .map(([name]) => ({
      pointer: `/units/${escapePointer(name)}`,
      code: 'NOT_ALLOWED',
      message: 'this is no code of UN/ECE Recommendation 20',
    }));
  const zone = timeZone === undefined || isTimeZone(timeZone) ? [] : [unknownZone];
  return [...unknownColumns, ...unknownUnits, ...zone];
}

const unknownZone: Fault = {
  pointer: '/timeZone',
  code: 'NOT_ALLOWED',
  message: 'name a time zone such as Asia/Shanghai',
};
