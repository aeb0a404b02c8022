// SPDX-License-Identifier: Apache-2.0
import { canonical, sha256Hex, type JsonObject } from '@chainshare/chaincode/model';
import type { Gap, ShapeParties, ShapeRow, StandardShape } from '../shape.js';
import {
  addressGaps,
  addressName,
  MATERIAL_NAME,
  materialGaps,
  numberFaults,
  ORDER_PLACES,
  orderGaps,
  orderOf,
  placeIn,
  positionsOf,
  quantityGaps,
  quantityOf,
  siteGaps,
  siteName,
  writeQuantity,
} from './aspect-model.js';
import {
  deliveryFaults,
  EVENTS,
  EVENTS_MAX,
  type Delivery,
  type DeliveryInformation,
} from './delivery-model.js';

/** What is expected says nothing more once it has happened. */
const ACTUAL: Readonly<Record<string, string>> = {
  estimatedDeparture: 'actualDeparture',
  estimatedArrival: 'actualArrival',
};

/** Places of a delivery's fields below its own; those of its events are counted. */
const PLACES: Readonly<Record<string, string>> = {
  '/quantity': '/deliveryQuantity/value',
  '/unit': '/deliveryQuantity/unit',
  '/fromLocation': '/transitLocations/origin/bpnsProperty',
  '/fromAddress': '/transitLocations/origin/bpnaProperty',
  '/toLocation': '/transitLocations/destination/bpnsProperty',
  '/toAddress': '/transitLocations/destination/bpnaProperty',
  '/stateAt': '/lastUpdatedOnDateTime',
  '/trackingNumber': '/trackingNumber',
  '/incoterm': '/incoterm',
};

/** DeliveryInformation 2.0.0 (CX-0118): deliveries of one material between two partners. */
export const DELIVERY_INFORMATION: StandardShape = {
  profile: 'urn:samm:io.catenax.delivery_information:2.0.0#DeliveryInformation',
  kind: 'delivery',
  schema: 1,
  sections: ['identity', 'quantity', 'commercial'],
  faults: deliveryFaults,
  rows: (document, parties) => deliveryRows(document as unknown as DeliveryInformation, parties),
  gaps: deliveryGaps,
  names: [
    MATERIAL_NAME,
    ...[siteName('fromLocation'), addressName('fromLocation', 'fromAddress')],
    ...[siteName('toLocation'), addressName('toLocation', 'toAddress')],
  ],
  documentOf: ({ publisher, values: { product = null, shipper = null, consignee = null } }) => {
    return [publisher, product, shipper, consignee];
  },
  write: (records) => ({
    materialGlobalAssetId: records[0]?.['product'] ?? '',
    positions: positionsOf(records, 'deliveries', writeDelivery),
  }),
};

function deliveryRows(
  { materialGlobalAssetId: product, positions }: DeliveryInformation,
  parties: ShapeParties,
): readonly ShapeRow[] {
  const lines = new Map<string, number>();
  return positions.flatMap(({ orderPositionReference, deliveries }, i) =>
    deliveries.map((delivery, j) => {
      const pointer = `/positions/${i}/deliveries/${j}`;
      const order = orderOf(orderPositionReference);
      const despatchId = despatchIdOf(product, order, delivery);
      const line = (lines.get(despatchId) ?? 0) + 1;
      lines.set(despatchId, line);
      const common = { product, despatchId, line: String(line), ...order };
      const inDelivery = placeIn(pointer, { ...PLACES, ...eventPlaces(delivery) });
      const inPosition = placeIn(`/positions/${i}`, ORDER_PLACES);
      return {
        pointer,
        values: { ...common, ...partiesOf(delivery, parties), ...valuesOf(delivery) },
        faults: numberFaults(delivery.deliveryQuantity),
        pointerOf: (at) => (at.startsWith('/order') ? inPosition(at) : inDelivery(at)),
      };
    }),
  );
}

/** The model has no number of its own for a delivery, so what tells deliveries apart makes one. */
function despatchIdOf(product: string, { order = null }: JsonObject, delivery: Delivery): string {
  const { transitLocations, trackingNumber = null } = delivery;
  const { origin, destination } = transitLocations;
  const told = canonical([product, order, { ...origin }, { ...destination }, trackingNumber]);
  return `cx-${sha256Hex(told).slice(0, 16)}`;
}

/** Who is responsible for the transport tells of it: the buyer under EXW (Incoterms 2020), else the seller. */
function partiesOf({ incoterm }: Delivery, { publisher, counterparty }: ShapeParties): JsonObject {
  return incoterm === 'EXW'
    ? { shipper: counterparty, consignee: publisher }
    : { shipper: publisher, consignee: counterparty };
}

function valuesOf(delivery: Delivery): JsonObject {
  const { transitLocations, transitEvents, trackingNumber, incoterm } = delivery;
  const { origin, destination } = transitLocations;
  const times = EVENTS.flatMap(([type, field]) =>
    transitEvents
      .filter(({ eventType }) => eventType === type)
      .map(({ dateTimeOfEvent }) => [field, dateTimeOfEvent] as const),
  );
  return {
    fromLocation: origin.bpnsProperty,
    ...(origin.bpnaProperty === undefined ? {} : { fromAddress: origin.bpnaProperty }),
    toLocation: destination.bpnsProperty,
    ...(destination.bpnaProperty === undefined ? {} : { toAddress: destination.bpnaProperty }),
    state: stateOf(times.map(([field]) => field)),
    stateAt: delivery.lastUpdatedOnDateTime,
    ...quantityOf(delivery.deliveryQuantity),
    ...Object.fromEntries(times),
    ...(trackingNumber === undefined ? {} : { trackingNumber }),
    ...(incoterm === undefined ? {} : { incoterm }),
  };
}

function stateOf(fields: readonly string[]): 'planned' | 'departed' | 'arrived' {
  if (fields.includes('actualArrival')) return 'arrived';
  return fields.includes('actualDeparture') ? 'departed' : 'planned';
}

function eventPlaces({ transitEvents }: Delivery): Readonly<Record<string, string>> {
  return Object.fromEntries(
    transitEvents.map(({ eventType }, k) => {
      const field = EVENTS.find(([type]) => type === eventType)?.[1] ?? '';
      return [`/${field}`, `/transitEvents/${k}/dateTimeOfEvent`];
    }),
  );
}

function writeDelivery({ quantity, unit, trackingNumber, incoterm, ...values }: JsonObject): JsonObject {
  const place = (site: string, address: string): JsonObject => ({
    bpnsProperty: values[site] ?? '',
    ...(values[address] === undefined ? {} : { bpnaProperty: values[address] }),
  });
  return {
    deliveryQuantity: writeQuantity(quantity, unit),
    lastUpdatedOnDateTime: values['stateAt'] ?? '',
    transitEvents: eventsOf(values),
    transitLocations: {
      origin: place('fromLocation', 'fromAddress'),
      destination: place('toLocation', 'toAddress'),
    },
    ...(trackingNumber === undefined ? {} : { trackingNumber }),
    ...(incoterm === undefined ? {} : { incoterm }),
  };
}

/** All times, as long as the model has room for them; else of departure and arrival the one that happened. */
function eventsOf(values: JsonObject): readonly JsonObject[] {
  const known = EVENTS.filter(([, field]) => values[field] !== undefined);
  const isOverdue = (field: string): boolean => values[ACTUAL[field] ?? ''] !== undefined;
  const shown = known.length > EVENTS_MAX ? known.filter(([, field]) => !isOverdue(field)) : known;
  return shown.map(([eventType, field]) => ({ eventType, dateTimeOfEvent: values[field] ?? '' }));
}

function deliveryGaps(values: JsonObject): readonly Gap[] {
  const gaps: Gap[] = [];
  if (values['state'] === 'cancelled') {
    gaps.push({ pointer: '/state', message: 'the model knows no delivery that was cancelled' });
  }
  if (eventsOf(values).length === 0) {
    gaps.push({ pointer: '/estimatedDeparture', message: 'a delivery says when it departs or arrives' });
  }
  return [
    ...gaps,
    ...materialGaps(values),
    ...['fromLocation', 'toLocation'].flatMap((field) => siteGaps(values, field)),
    ...['fromAddress', 'toAddress']
      .filter((field) => values[field] !== undefined)
      .flatMap((field) => addressGaps(values, field)),
    ...orderGaps(values),
    ...quantityGaps(values['quantity'], values['unit']),
  ];
}
