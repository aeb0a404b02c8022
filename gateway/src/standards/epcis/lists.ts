// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, type JsonObject, type JsonValue } from '@chainshare/chaincode/model';
import { decimalOf, numberOf } from '../json-number.js';

/** A member of an event that names things, each of which becomes a line. */
export interface EventList {
  readonly member: string;
  /** What part the things play in the event. */
  readonly role: 'object' | 'parent' | 'child' | 'input' | 'output';
  readonly list: 'epc' | 'quantity';
  /** The member holds one thing rather than a list. */
  readonly single?: true;
}

const PARENT: EventList = { member: 'parentID', role: 'parent', list: 'epc', single: true };
const CHILDREN: readonly EventList[] = [
  { member: 'childEPCs', role: 'child', list: 'epc' },
  { member: 'childQuantityList', role: 'child', list: 'quantity' },
];
const OBJECTS: readonly EventList[] = [
  { member: 'epcList', role: 'object', list: 'epc' },
  { member: 'quantityList', role: 'object', list: 'quantity' },
];

/** What the events of each type name (EPCIS 2.0, section 7.4), by the word that records have for the type. */
export const LISTS: Readonly<Record<string, readonly EventList[]>> = {
  Object: OBJECTS,
  Aggregation: [PARENT, ...CHILDREN],
  Transaction: [PARENT, ...OBJECTS],
  Transformation: [
    { member: 'inputEPCList', role: 'input', list: 'epc' },
    { member: 'inputQuantityList', role: 'input', list: 'quantity' },
    { member: 'outputEPCList', role: 'output', list: 'epc' },
    { member: 'outputQuantityList', role: 'output', list: 'quantity' },
  ],
  Association: [PARENT, ...CHILDREN],
};

/** The lines of one list. What is not a name of a thing makes none. */
export function linesOf(event: JsonObject, { member, role, list, single }: EventList): readonly JsonObject[] {
  const value = event[member];
  const items = single === true ? [value] : Array.isArray(value) ? (value as readonly JsonValue[]) : [];
  return items.flatMap((item) => {
    const named = list === 'epc' ? epcOf(item) : quantityOf(item);
    return named === undefined ? [] : [{ role, list, ...named }];
  });
}

/** The member that its lines say, or `undefined` where there is none. */
export function memberOf(
  lines: readonly JsonObject[],
  { role, list, single }: EventList,
): JsonValue | undefined {
  const own = lines.filter((line) => line['role'] === role && line['list'] === list);
  if (own.length === 0) return undefined;
  const items = own.map((line) => (list === 'epc' ? (line['epc'] ?? '') : quantityElement(line)));
  return single === true ? items[0] : items;
}

function epcOf(item: JsonValue | undefined): JsonObject | undefined {
  return typeof item === 'string' ? { epc: item } : undefined;
}

/** A quantity that no decimal of a record can hold, and a unit without quantity, are left to the rest of the event. */
function quantityOf(item: JsonValue | undefined): JsonObject | undefined {
  if (!isJsonObject(item) || typeof item['epcClass'] !== 'string') return undefined;
  const { epcClass, quantity, uom } = item;
  const decimal = typeof quantity === 'number' ? decimalOf(quantity) : undefined;
  if (decimal === undefined) return { epc: epcClass };
  return { epc: epcClass, quantity: decimal, ...(typeof uom === 'string' ? { uom } : {}) };
}

function quantityElement({ epc = '', quantity, uom }: JsonObject): JsonObject {
  return {
    epcClass: epc,
    ...(typeof quantity === 'string' ? { quantity: numberOf(quantity) ?? null } : {}),
    ...(uom === undefined ? {} : { uom }),
  };
}
