// SPDX-License-Identifier: Apache-2.0
/** What the aspect models of Catena-X (CC-BY-4.0, eclipse-tractusx/sldt-semantic-models) have in common. */
import { canonical, type JsonObject, type JsonValue } from '@chainshare/chaincode/model';
import type { Fault } from '../../errors.js';
import { decimalOf, numberOf } from '../json-number.js';
import type { OutsideName } from '../outside-names.js';
import type { Gap } from '../shape.js';
import { SAMM_UNITS, sammUnitOf } from './samm-units.js';

/** A line of the customer's order (OrderPositionReferenceCharacteristic). */
export interface OrderPosition {
  readonly customerOrderId: string;
  readonly customerOrderPositionId: string;
  readonly supplierOrderId?: string;
}

/** An amount with its unit (QuantityCharacteristic). */
export interface Quantity {
  readonly value: number;
  readonly unit: string;
}

/** UuidV4Trait: of a material, with or without the scheme of RFC 9562. */
const uuidForm = /^(?:urn:uuid:)?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;
/** BpnsTrait and BpnaTrait: business partner numbers of a site and of an address. */
const siteForm = /^BPNS[a-zA-Z0-9]{12}$/;
const addressForm = /^BPNA[a-zA-Z0-9]{12}$/;

const pattern = ({ source }: RegExp): JsonObject => ({ type: 'string', pattern: source });

export const TEXT: JsonObject = { type: 'string', minLength: 1 };
export const MATERIAL = pattern(uuidForm);
export const SITE = pattern(siteForm);
export const ADDRESS = pattern(addressForm);

/** An object of these members alone: what is not understood is refused rather than dropped. */
export function closed(properties: JsonObject, required: readonly string[]): JsonObject {
  return { type: 'object', additionalProperties: false, required, properties };
}

export const QUANTITY = closed(
  { value: { type: 'number' }, unit: { type: 'string', enum: Object.keys(SAMM_UNITS) } },
  ['value', 'unit'],
);

export const ORDER_POSITION = closed(
  { customerOrderId: TEXT, customerOrderPositionId: TEXT, supplierOrderId: TEXT },
  ['customerOrderId', 'customerOrderPositionId'],
);

/** Members of an order as the documents call them, by the names that records have for them. */
export const ORDER_PLACES: Readonly<Record<string, string>> = {
  '/order/orderId': '/orderPositionReference/customerOrderId',
  '/order/line': '/orderPositionReference/customerOrderPositionId',
  '/order/sellerOrderId': '/orderPositionReference/supplierOrderId',
};

/** The order that a position is for, as a record has it. */
export function orderOf(position: OrderPosition | undefined): JsonObject {
  if (position === undefined) return {};
  const { customerOrderId, customerOrderPositionId, supplierOrderId } = position;
  const seller = supplierOrderId === undefined ? {} : { sellerOrderId: supplierOrderId };
  return { order: { orderId: customerOrderId, line: customerOrderPositionId, ...seller } };
}

/** Decimal and code of a quantity; an empty text where the number has no decimal, which a fault then says. */
export function quantityOf({ value, unit }: Quantity): { readonly quantity: string; readonly unit: string } {
  return { quantity: decimalOf(value) ?? '', unit: SAMM_UNITS[unit] ?? '' };
}

/** The fault of a number that no decimal of a record can hold. */
export function numberFaults({ value }: Quantity, pointer = '/quantity'): readonly Fault[] {
  if (decimalOf(value) !== undefined) return [];
  return [{ pointer, code: 'OUT_OF_RANGE', message: 'too large or too small a number' }];
}

/** A quantity as the documents write it, of values without gap. */
export function writeQuantity(quantity: JsonValue | undefined, unit: JsonValue | undefined): JsonObject {
  return { value: numberOf(quantity as string) ?? NaN, unit: sammUnitOf(unit as string) ?? '' };
}

/** Records by the order that they are for, each group as a position of a document. */
export function positionsOf(
  records: readonly JsonObject[],
  list: string,
  write: (values: JsonObject) => JsonObject,
): readonly JsonObject[] {
  const positions = new Map<string, { readonly head: JsonObject; readonly items: JsonObject[] }>();
  for (const values of records) {
    const order = values['order'] as JsonObject | undefined;
    const key = order === undefined ? '' : canonical(order);
    const position = positions.get(key) ?? { head: headOf(order), items: [] };
    position.items.push(write(values));
    positions.set(key, position);
  }
  return [...positions.values()].map(({ head, items }) => ({ ...head, [list]: items }));
}

function headOf(order: JsonObject | undefined): JsonObject {
  if (order === undefined) return {};
  const { orderId = '', line = '', sellerOrderId } = order;
  const supplier = sellerOrderId === undefined ? {} : { supplierOrderId: sellerOrderId };
  const reference = { customerOrderId: orderId, customerOrderPositionId: line, ...supplier };
  return { orderPositionReference: reference };
}

/** The gap of a material that is no UUID. */
export function materialGaps({ product }: JsonObject): readonly Gap[] {
  return formGaps('/product', product, uuidForm, 'the material is named by a UUID');
}

/** A material by the UUID that its product record states. */
export const MATERIAL_NAME: OutsideName = {
  ...{ from: 'product', to: 'product', sort: 'product' },
  ...{ scheme: 'cx', form: uuidForm },
};

/** A site by its BPNS, as its location record states it. */
export function siteName(field: string): OutsideName {
  return { from: field, to: field, sort: 'location', scheme: 'bpns', form: siteForm };
}

/** The address of a site by its BPNA, as the location record of the site states it. */
export function addressName(site: string, field: string): OutsideName {
  return { from: site, to: field, sort: 'location', scheme: 'bpna', form: addressForm };
}

/** The gap of a site that has no BPNS. */
export function siteGaps(values: JsonObject, field: string): readonly Gap[] {
  return formGaps(`/${field}`, values[field], siteForm, 'the place is named by its BPNS');
}

/** The gap of an address that has no BPNA. */
export function addressGaps(values: JsonObject, field: string): readonly Gap[] {
  return formGaps(`/${field}`, values[field], addressForm, 'the address is named by its BPNA');
}

/** The gap of an order without its line. */
export function orderGaps({ order }: JsonObject): readonly Gap[] {
  if (order === undefined || (order as JsonObject)['line'] !== undefined) return [];
  return [{ pointer: '/order/line', message: 'an order is named with its line' }];
}

/** Gaps of a quantity: a unit without word in Catena-X, or more digits than a number of JSON keeps. */
export function quantityGaps(
  quantity: JsonValue | undefined,
  unit: JsonValue | undefined,
  pointer = '/quantity',
): readonly Gap[] {
  const gaps: Gap[] = [];
  if (sammUnitOf(unit as string) === undefined) {
    gaps.push({ pointer: '/unit', message: 'the models have no word for this unit' });
  }
  if (numberOf(quantity as string) === undefined) {
    gaps.push({ pointer, message: 'the quantity has more digits than a number of JSON keeps' });
  }
  return gaps;
}

/** The gap of a field that must be there, or that the shape cannot say. */
export function presenceGaps(values: JsonObject, must: string, not: readonly string[]): readonly Gap[] {
  return [
    ...(values[must] === undefined
      ? [{ pointer: `/${must}`, message: 'the document is for one partner' }]
      : []),
    ...not
      .filter((field) => values[field] !== undefined)
      .map((field) => ({ pointer: `/${field}`, message: 'the model cannot tell these apart' })),
  ];
}

function formGaps(
  pointer: string,
  value: JsonValue | undefined,
  form: RegExp,
  message: string,
): readonly Gap[] {
  return typeof value === 'string' && form.test(value) ? [] : [{ pointer, message }];
}

/**
 * Finds where in a document a place of a record came from.
 *
 * @param base - where the record stands
 * @param places - places below `base` by the places in the record that came from them
 */
export function placeIn(base: string, places: Readonly<Record<string, string>>): (pointer: string) => string {
  return (pointer) => {
    const found = Object.keys(places).find((place) => pointer === place || pointer.startsWith(`${place}/`));
    return found === undefined ? base : base + (places[found] ?? '');
  };
}
