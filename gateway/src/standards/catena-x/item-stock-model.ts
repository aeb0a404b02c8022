// SPDX-License-Identifier: Apache-2.0
import { canonical, type JsonObject } from '@chainshare/chaincode/model';
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

/** Stock at one place. */
export interface AllocatedStock {
  readonly quantityOnAllocatedStock: Quantity;
  readonly stockLocationBPNS: string;
  readonly stockLocationBPNA: string;
  readonly isBlocked: boolean;
  readonly lastUpdatedOnDateTime: string;
}

/** A document without faults. */
export interface ItemStock {
  readonly materialGlobalAssetId: string;
  readonly direction: 'INBOUND' | 'OUTBOUND';
  readonly positions: readonly {
    readonly orderPositionReference?: OrderPosition;
    readonly allocatedStocks: readonly AllocatedStock[];
  }[];
}

const stockSchema = closed(
  {
    quantityOnAllocatedStock: QUANTITY,
    stockLocationBPNS: SITE,
    stockLocationBPNA: ADDRESS,
    isBlocked: { type: 'boolean' },
    lastUpdatedOnDateTime: TEXT,
  },
  [
    'quantityOnAllocatedStock',
    'stockLocationBPNS',
    'stockLocationBPNA',
    'isBlocked',
    'lastUpdatedOnDateTime',
  ],
);

const positionSchema = closed(
  { orderPositionReference: ORDER_POSITION, allocatedStocks: { type: 'array', items: stockSchema } },
  ['allocatedStocks'],
);

const schemaFaults = newValidator(
  closed(
    {
      materialGlobalAssetId: MATERIAL,
      direction: { type: 'string', enum: ['INBOUND', 'OUTBOUND'] },
      positions: { type: 'array', items: positionSchema },
    },
    ['materialGlobalAssetId', 'direction', 'positions'],
  ),
);

/** Every fault of a document against the aspect model. */
export function itemStockFaults(document: JsonObject): readonly Fault[] {
  const faults = schemaFaults(document);
  if (faults.length > 0) return faults;
  const stock = document as unknown as ItemStock;
  return [...unitFaults(stock), ...repeatedFaults(stock)];
}

/** Stock of one material in pieces here and kilograms there cannot be added up by whoever reads it. */
function unitFaults({ positions }: ItemStock): readonly Fault[] {
  const first = positions.flatMap(({ allocatedStocks }) => allocatedStocks)[0]?.quantityOnAllocatedStock.unit;
  return positions.flatMap(({ allocatedStocks }, i) =>
    allocatedStocks.flatMap(({ quantityOnAllocatedStock: { unit } }, j) => {
      if (unit === first) return [];
      const pointer = `/positions/${i}/allocatedStocks/${j}/quantityOnAllocatedStock/unit`;
      return [{ pointer, code: 'MIXED_UNITS', message: 'all stock of one document has one unit' }];
    }),
  );
}

/** At one place there is one blocked and one unblocked stock for an order (CX-0122, section 3.1). */
function repeatedFaults({ positions }: ItemStock): readonly Fault[] {
  const seen = new Set<string>();
  return positions.flatMap(({ orderPositionReference, allocatedStocks }, i) =>
    allocatedStocks.flatMap((stock, j) => {
      const { stockLocationBPNS, stockLocationBPNA, isBlocked } = stock;
      const place = [stockLocationBPNS, stockLocationBPNA, isBlocked];
      const key = canonical([{ ...orderPositionReference }, ...place]);
      const repeated = seen.has(key);
      seen.add(key);
      if (!repeated) return [];
      const message = 'this place has stock for the same order already';
      return [{ pointer: `/positions/${i}/allocatedStocks/${j}`, code: 'DUPLICATE_ITEM', message }];
    }),
  );
}
