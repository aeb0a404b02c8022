// SPDX-License-Identifier: Apache-2.0
import { isDecimal, type JsonObject } from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import { newValidator } from '../kinds/validator.js';
import { SAMM_UNITS } from './samm-units.js';

/** The Catena-X aspect model whose JSON shape is read here (CC-BY-4.0, io.catenax.item_stock 2.0.0). */
export const ITEM_STOCK_PROFILE = 'urn:samm:io.catenax.item_stock:2.0.0#ItemStock';

/** One position's stock at one place, as a record of kind `inventory`. */
export interface ItemStockRow {
  readonly pointer: string;
  readonly values: JsonObject;
  readonly faults: readonly Fault[];
}

interface OrderPosition {
  readonly customerOrderId: string;
  readonly customerOrderPositionId: string;
  readonly supplierOrderId?: string;
}

interface AllocatedStock {
  readonly quantityOnAllocatedStock: { readonly value: number; readonly unit: string };
  readonly stockLocationBPNS: string;
  readonly stockLocationBPNA: string;
  readonly isBlocked: boolean;
  readonly lastUpdatedOnDateTime: string;
}

interface ItemStock {
  readonly materialGlobalAssetId: string;
  readonly direction: 'INBOUND' | 'OUTBOUND';
  readonly positions: readonly {
    readonly orderPositionReference?: OrderPosition;
    readonly allocatedStocks: readonly AllocatedStock[];
  }[];
}

const uuidForm = '^(?:urn:uuid:)?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';
const text: JsonObject = { type: 'string', minLength: 1 };
const closed = (properties: JsonObject, required: readonly string[]): JsonObject => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});

const documentFaults = newValidator(
  closed(
    {
      materialGlobalAssetId: { type: 'string', pattern: uuidForm },
      direction: { type: 'string', enum: ['INBOUND', 'OUTBOUND'] },
      positions: {
        type: 'array',
        items: closed(
          {
            orderPositionReference: closed(
              { customerOrderId: text, customerOrderPositionId: text, supplierOrderId: text },
              ['customerOrderId', 'customerOrderPositionId'],
            ),
            allocatedStocks: {
              type: 'array',
              items: closed(
                {
                  quantityOnAllocatedStock: closed(
                    { value: { type: 'number' }, unit: { type: 'string', enum: Object.keys(SAMM_UNITS) } },
                    ['value', 'unit'],
                  ),
                  stockLocationBPNS: { type: 'string', pattern: '^BPNS[a-zA-Z0-9]{12}$' },
                  stockLocationBPNA: { type: 'string', pattern: '^BPNA[a-zA-Z0-9]{12}$' },
                  isBlocked: { type: 'boolean' },
                  lastUpdatedOnDateTime: text,
                },
                [
                  'quantityOnAllocatedStock',
                  'stockLocationBPNS',
                  'stockLocationBPNA',
                  'isBlocked',
                  'lastUpdatedOnDateTime',
                ],
              ),
            },
          },
          ['allocatedStocks'],
        ),
      },
    },
    ['materialGlobalAssetId', 'direction', 'positions'],
  ),
);

/** Finds every fault of a document against the aspect model. */
export function itemStockFaults(document: JsonObject): readonly Fault[] {
  const faults = documentFaults(document);
  return faults.length > 0 ? faults : unitFaults(document as unknown as ItemStock);
}

/**
 * Reads a document without faults as inventory.
 *
 * @param counterparty - the enterprise that the document is for: supplier of inbound stock, customer of outbound
 */
export function itemStockRows(document: JsonObject, counterparty: string): readonly ItemStockRow[] {
  const { materialGlobalAssetId, direction, positions } = document as unknown as ItemStock;
  const common = {
    product: materialGlobalAssetId,
    direction: direction.toLowerCase(),
    [direction === 'INBOUND' ? 'supplier' : 'customer']: counterparty,
  };
  return positions.flatMap(({ orderPositionReference, allocatedStocks }, i) =>
    allocatedStocks.map((stock, j) => {
      const pointer = `/positions/${i}/allocatedStocks/${j}`;
      const quantity = decimalText(stock.quantityOnAllocatedStock.value);
      const values = {
        ...common,
        ...orderOf(orderPositionReference),
        ...stockOf(stock),
        quantity: quantity ?? '',
      };
      const at = '/quantityOnAllocatedStock/value';
      const fault = {
        pointer: pointer + at,
        code: 'OUT_OF_RANGE',
        message: 'too large or too small a number',
      };
      return { pointer, values, faults: quantity === undefined ? [fault] : [] };
    }),
  );
}

function stockOf(stock: AllocatedStock): JsonObject {
  return {
    location: stock.stockLocationBPNS,
    address: stock.stockLocationBPNA,
    blocked: stock.isBlocked,
    asOf: stock.lastUpdatedOnDateTime,
    unit: SAMM_UNITS[stock.quantityOnAllocatedStock.unit] ?? '',
  };
}

function orderOf(reference: OrderPosition | undefined): JsonObject {
  if (reference === undefined) return {};
  const { customerOrderId, customerOrderPositionId, supplierOrderId } = reference;
  const seller = supplierOrderId === undefined ? {} : { sellerOrderId: supplierOrderId };
  return { order: { orderId: customerOrderId, line: customerOrderPositionId, ...seller } };
}

/** The shape writes numbers where records write decimals: 20.0 becomes `20`; an exponent has no decimal here. */
function decimalText(value: number): string | undefined {
  const digits = String(value);
  return isDecimal(digits) ? digits : undefined;
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
