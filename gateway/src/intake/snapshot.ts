// SPDX-License-Identifier: Apache-2.0
import {
  canonical,
  compareDecimals,
  definitionName,
  parseDecimal,
  type JsonObject,
  type JsonValue,
  type KindSchema,
  type PropertySchema,
} from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import type { Kind } from '../kinds/kind.js';
import { FingerprintSet } from './fingerprint-set.js';

/** The word by which a call says that its file is all there is, with no field to divide it by. */
export const WHOLE = '*';

/**
 * What is wrong with a call whose file is taken for all there is.
 *
 * @param fields - what the call divides the whole by: `location` says that the file is all of each location in it
 */
export function snapshotFaults(
  fields: readonly string[],
  { name, marks }: Kind,
  onError: 'rollback' | 'proceed',
): readonly Fault[] {
  const faults: Fault[] = [];
  if (marks['x-snapshot'] !== true) {
    const message = `a file of ${name} cannot be taken for all there is`;
    faults.push({ pointer: '/snapshot', code: 'NOT_ALLOWED', message });
  }
  fields.forEach((field, i) => {
    if (isPartitionField(field, marks) || (field === WHOLE && fields.length === 1)) return;
    const message = `name fields of the key of ${name}, or ${WHOLE} alone`;
    faults.push({ pointer: `/snapshot/${i}`, code: 'NOT_ALLOWED', message });
  });
  if (onError === 'proceed') {
    const message = 'a row that is left out would become 0, so the file must be right as a whole';
    faults.push({ pointer: '/onError', code: 'NOT_ALLOWED', message });
  }
  return faults;
}

function isPartitionField(field: string, marks: KindSchema): boolean {
  if (!marks['x-key'].includes(field) || !Object.hasOwn(marks.properties, field)) return false;
  return marks.properties[field]?.type !== 'object';
}

/** An own record that is current, with all its values. */
export interface OwnRecord {
  readonly id: string;
  readonly values: JsonObject;
}

/**
 * Remembers of a file that is taken for all there is as much as tells what it lacks: of each record its key and
 * its part of the whole, a few dozen bytes each.
 */
export class Snapshot {
  readonly #kind: Kind;
  readonly #publisher: string;
  readonly #fields: readonly string[];
  readonly #parts = new Set<string>();
  readonly #keys = new FingerprintSet();
  /** Own records that rows of the file correct: they leave by that. */
  readonly #corrected = new Set<string>();
  #last: { readonly order: bigint; readonly value: JsonValue } | undefined;

  /** @param fields - as {@link snapshotFaults} accepts them */
  constructor(kind: Kind, publisher: string, fields: readonly string[]) {
    this.#kind = kind;
    this.#publisher = publisher;
    this.#fields = fields.filter((field) => field !== WHOLE);
  }

  /** Takes note of a record of the file. */
  add(identity: JsonObject): void {
    this.#parts.add(this.#partOf(identity));
    this.#keys.add(this.#keyOf(identity), null);
    const { corrects } = identity;
    if (typeof corrects === 'string') this.#corrected.add(corrects);
    const order = this.#kind.orderValue(identity);
    const value = identity[this.#kind.marks['x-order'] ?? ''];
    if (order === null || value === undefined) return;
    if (this.#last === undefined || this.#last.order < order) this.#last = { order, value };
  }

  /**
   * What has to be said of an own record that is current while the file says nothing of it: that it is 0, as of the
   * greatest time of the file.
   *
   * @returns `undefined` when nothing has to be said: it is in the file or in none of its parts, newer, or 0 already
   */
  zeroRow({ id, values }: OwnRecord): JsonObject | undefined {
    if (this.#last === undefined || this.#corrected.has(id)) return undefined;
    const { identity } = this.#kind.split(values);
    if (!this.#parts.has(this.#partOf(identity)) || this.#keys.has(this.#keyOf(identity), null))
      return undefined;
    const order = this.#kind.orderValue(identity);
    if (order !== null && order > this.#last.order) return undefined;
    return zeroed(values, this.#kind.marks, this.#last.value);
  }

  #partOf(identity: JsonObject): string {
    return canonical(this.#fields.map((field) => identity[field] ?? null));
  }

  #keyOf(identity: JsonObject): string {
    return this.#kind.recordKey(this.#publisher, identity);
  }
}

/**
 * Key and obligatory fields as they were, every obligatory quantity 0 and every obligatory list empty; `undefined` when
 * they are so already.
 */
function zeroed(values: JsonObject, marks: KindSchema, order: JsonValue): JsonObject | undefined {
  const kept = [...new Set([...marks['x-key'], ...marks.required])];
  const row: Record<string, JsonValue> = {};
  let changes = false;
  for (const field of kept) {
    const value = values[field];
    if (value === undefined) continue;
    const property = marks.properties[field];
    const nothing = nothingOf(value, property);
    row[field] = nothing ?? value;
    changes ||= nothing !== undefined && !isNothing(value);
  }
  return changes ? { ...row, [marks['x-order'] ?? '']: order } : undefined;
}

function nothingOf(value: JsonValue, property: PropertySchema | undefined): JsonValue | undefined {
  if (Array.isArray(value)) return [];
  return property !== undefined && definitionName(property) === 'dec' ? '0' : undefined;
}

function isNothing(value: JsonValue): boolean {
  if (typeof value !== 'string') return Array.isArray(value) && value.length === 0;
  return compareDecimals(parseDecimal(value), parseDecimal('0')) === 0;
}
