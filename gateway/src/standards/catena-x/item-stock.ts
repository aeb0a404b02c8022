// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, JsonValue } from '@chainshare/chaincode/model';
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
  presenceGaps,
  quantityGaps,
  quantityOf,
  siteGaps,
  siteName,
  writeQuantity,
} from './aspect-model.js';
import { itemStockFaults, type AllocatedStock, type ItemStock } from './item-stock-model.js';

/** Places of a stock's fields below its own. */
const PLACES: Readonly<Record<string, string>> = {
  '/quantity': '/quantityOnAllocatedStock/value',
  '/unit': '/quantityOnAllocatedStock/unit',
  '/location': '/stockLocationBPNS',
  '/address': '/stockLocationBPNA',
  '/blocked': '/isBlocked',
  '/asOf': '/lastUpdatedOnDateTime',
};

/** ItemStock 2.0.0 (CX-0122): stock of one material that one enterprise keeps for, or from, one partner. */
export const ITEM_STOCK: StandardShape = {
  profile: 'urn:samm:io.catenax.item_stock:2.0.0#ItemStock',
  kind: 'inventory',
  schema: 1,
  sections: ['identity', 'quantity'],
  uniform: 'unit',
  partition: ({ direction }) => ['product', 'direction', counterpartyField(direction)],
  faults: itemStockFaults,
  rows: (document, parties) => itemStockRows(document as unknown as ItemStock, parties),
  gaps: itemStockGaps,
  names: [MATERIAL_NAME, siteName('location'), addressName('location', 'address')],
  documentOf: ({ publisher, values }) => {
    const { product = null, direction = null, customer = null, supplier = null } = values;
    return [publisher, product, direction, direction === 'inbound' ? supplier : customer];
  },
  write(records) {
    const { product = '', direction } = records[0] ?? {};
    return {
      materialGlobalAssetId: product,
      direction: direction === 'inbound' ? 'INBOUND' : 'OUTBOUND',
      positions: positionsOf(records, 'allocatedStocks', writeStock),
    };
  },
};

function itemStockRows(
  { materialGlobalAssetId, direction, positions }: ItemStock,
  { counterparty }: ShapeParties,
): readonly ShapeRow[] {
  const common = {
    product: materialGlobalAssetId,
    direction: direction.toLowerCase(),
    [counterpartyField(direction)]: counterparty,
  };
  return positions.flatMap(({ orderPositionReference, allocatedStocks }, i) =>
    allocatedStocks.map((stock, j) => {
      const pointer = `/positions/${i}/allocatedStocks/${j}`;
      const values = { ...common, ...orderOf(orderPositionReference), ...valuesOf(stock) };
      const [inPosition, inStock] = [
        placeIn(`/positions/${i}`, ORDER_PLACES),
        placeIn(pointer, { ...PLACES, '/product': '' }),
      ];
      return {
        pointer,
        values,
        faults: numberFaults(stock.quantityOnAllocatedStock),
        pointerOf: (place) => (place.startsWith('/order') ? inPosition(place) : inStock(place)),
      };
    }),
  );
}

function counterpartyField(direction: JsonValue | undefined): 'supplier' | 'customer' {
  return direction === 'INBOUND' ? 'supplier' : 'customer';
}

function valuesOf(stock: AllocatedStock): JsonObject {
  return {
    location: stock.stockLocationBPNS,
    address: stock.stockLocationBPNA,
    blocked: stock.isBlocked,
    asOf: stock.lastUpdatedOnDateTime,
    ...quantityOf(stock.quantityOnAllocatedStock),
  };
}

function writeStock({ quantity, unit, ...values }: JsonObject): JsonObject {
  return {
    quantityOnAllocatedStock: writeQuantity(quantity, unit),
    stockLocationBPNS: values['location'] ?? '',
    stockLocationBPNA: values['address'] ?? '',
    isBlocked: values['blocked'] ?? false,
    lastUpdatedOnDateTime: values['asOf'] ?? '',
  };
}

/** Stock of one lot is one of several that the model would show as equal, so it cannot be said. */
function itemStockGaps(values: JsonObject): readonly Gap[] {
  const inbound = values['direction'] === 'inbound';
  return [
    ...materialGaps(values),
    ...siteGaps(values, 'location'),
    ...addressGaps(values, 'address'),
    ...orderGaps(values),
    ...presenceGaps(values, inbound ? 'supplier' : 'customer', [inbound ? 'customer' : 'supplier', 'lot']),
    ...quantityGaps(values['quantity'], values['unit']),
  ];
}
