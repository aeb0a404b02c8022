// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import type { Fault } from '../../errors.js';
import { newValidator } from '../../kinds/validator.js';
import {
  ADDRESS,
  closed,
  MATERIAL,
  ORDER_POSITION,
  QUANTITY,
  SITE,
  TEXT,
  type OrderPosition,
  type Quantity,
} from './aspect-model.js';

interface Place {
  readonly bpnsProperty: string;
  readonly bpnaProperty?: string;
}

/** One delivery. */
export interface Delivery {
  readonly deliveryQuantity: Quantity;
  readonly lastUpdatedOnDateTime: string;
  readonly transitEvents: readonly { readonly eventType: string; readonly dateTimeOfEvent: string }[];
  readonly transitLocations: { readonly origin: Place; readonly destination: Place };
  readonly trackingNumber?: string;
  readonly incoterm?: string;
}

/** A document without faults. */
export interface DeliveryInformation {
  readonly materialGlobalAssetId: string;
  readonly positions: readonly {
    readonly orderPositionReference?: OrderPosition;
    readonly deliveries: readonly Delivery[];
  }[];
}

/** Transit events in the order in which they happen, and the field of a delivery that holds each. */
export const EVENTS = [
  ['estimated-departure', 'estimatedDeparture'],
  ['actual-departure', 'actualDeparture'],
  ['estimated-arrival', 'estimatedArrival'],
  ['actual-arrival', 'actualArrival'],
] as const;

/** The model has room for one departure and one arrival (TransitEventsTrait). */
export const EVENTS_MAX = 2;

const place = closed({ bpnsProperty: SITE, bpnaProperty: ADDRESS }, ['bpnsProperty']);

const deliverySchema = closed(
  {
    deliveryQuantity: QUANTITY,
    lastUpdatedOnDateTime: TEXT,
    transitEvents: {
      type: 'array',
      minItems: 1,
      maxItems: EVENTS_MAX,
      items: closed(
        { eventType: { type: 'string', enum: EVENTS.map(([type]) => type) }, dateTimeOfEvent: TEXT },
        ['eventType', 'dateTimeOfEvent'],
      ),
    },
    transitLocations: closed({ origin: place, destination: place }, ['origin', 'destination']),
    trackingNumber: TEXT,
    // The kind's own schema has the same list.
    incoterm: TEXT,
  },
  ['deliveryQuantity', 'lastUpdatedOnDateTime', 'transitEvents', 'transitLocations'],
);

const positionSchema = closed(
  { orderPositionReference: ORDER_POSITION, deliveries: { type: 'array', items: deliverySchema } },
  ['deliveries'],
);

const schemaFaults = newValidator(
  closed({ materialGlobalAssetId: MATERIAL, positions: { type: 'array', items: positionSchema } }, [
    'materialGlobalAssetId',
    'positions',
  ]),
);

/** Every fault of a document against the aspect model. */
export function deliveryFaults(document: JsonObject): readonly Fault[] {
  const faults = schemaFaults(document);
  return faults.length > 0 ? faults : repeatedFaults(document as unknown as DeliveryInformation);
}

/** A delivery departs once and arrives once; two times for it would leave the reader to choose. */
function repeatedFaults({ positions }: DeliveryInformation): readonly Fault[] {
  return positions.flatMap(({ deliveries }, i) =>
    deliveries.flatMap(({ transitEvents }, j) =>
      transitEvents.flatMap(({ eventType }, k) => {
        if (transitEvents.findIndex((event) => event.eventType === eventType) === k) return [];
        const pointer = `/positions/${i}/deliveries/${j}/transitEvents/${k}/eventType`;
        return [{ pointer, code: 'DUPLICATE_ITEM', message: `there is an ${eventType} already` }];
      }),
    ),
  );
}
