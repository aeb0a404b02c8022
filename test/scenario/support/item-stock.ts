// SPDX-License-Identifier: Apache-2.0
import { outsidePath } from '../../support/outside-data.js';

/** The sample document of the Catena-X aspect model ItemStock 2.0.0, as its authors publish it. */
export const ITEM_STOCK_FILE = outsidePath('catena-x/ItemStock.json');

/** Its media type. */
export const ITEM_STOCK_TYPE = 'application/json; profile="urn:samm:io.catenax.item_stock:2.0.0#ItemStock"';

/** What the sample says, as a record of inventory that its publisher has with Xinghe. */
export const ITEM_STOCK_VALUES = {
  product: 'urn:uuid:48878d48-6f1d-47f5-8ded-a441d0d879df',
  location: 'BPNS1234567890ZZ',
  address: 'BPNA1234567890ZZ',
  supplier: 'Xinghe',
  direction: 'inbound',
  blocked: false,
  order: { orderId: 'C-Nbr-4711', line: 'PositionId-01', sellerOrderId: 'M-Nbr-4711' },
  asOf: '2023-04-28T14:23:00.123456+14:00',
  quantity: '20',
  unit: 'H87',
};
