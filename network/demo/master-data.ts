// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, Policy } from '@chainshare/client';

/** Since when all of it holds: before anything of the demonstration is said. */
const validFrom = '2026-01-01';

const product = (code: string, zh: string, en: string, rest: JsonObject = {}): JsonObject => ({
  product: code,
  names: { zh, en },
  baseUnit: 'H87',
  validFrom,
  ...rest,
});

const warehouse = (zh: string, en: string): JsonObject => ({
  location: 'WH1',
  names: { zh, en },
  type: 'warehouse',
  country: 'CN',
  validFrom,
});

const gtin = (code: string): JsonObject => ({ aliases: [{ scheme: 'gtin', code }] });

/** What an enterprise calls its products and places, and what its customers call them. */
export interface MasterData {
  readonly by: string;
  readonly product: readonly JsonObject[];
  readonly location?: readonly JsonObject[];
}

/** Products and places of which the demonstration speaks; GTINs have the prefix that GS1 keeps for examples. */
export const MASTER_DATA: readonly MasterData[] = [
  {
    by: 'Xinqiao',
    product: [
      product('TAG-01', '电芯温度标签', 'Cell temperature tag', gtin('9520006000015')),
      product('TAG-01', '电芯温度标签', 'Cell temperature tag', {
        customer: 'Xinghe',
        customerPart: 'XH-4711',
      }),
      product('TAG-02', '电池包标签', 'Pack tag', gtin('9520006000022')),
      product('TAG-03', '冷链标签', 'Cold chain tag', gtin('9520006000039')),
    ],
    location: [warehouse('芯桥成品仓', 'Xinqiao finished goods')],
  },
  {
    by: 'Xinghe',
    product: [
      product('CELL-280', '280 安时电芯', '280 Ah cell', gtin('9520003000285')),
      product('CELL-280', '280 安时电芯', '280 Ah cell', { customer: 'Qiming', customerPart: 'CELL-280' }),
    ],
    location: [warehouse('星河电芯仓', 'Xinghe cells')],
  },
  { by: 'Qiming', product: [product('CELL-280', '280 安时电芯', '280 Ah cell')] },
  {
    by: 'Hechuan',
    product: [
      product('RICE-HC07', '有机稻谷', 'Organic paddy rice', { baseUnit: 'KGM', ...gtin('9520007000014') }),
    ],
    location: [warehouse('禾川粮仓', 'Hechuan granary')],
  },
];

/** What a thing is called by all may be known to all; rows for one customer stay with him. */
export const MASTER_DATA_POLICY: Policy = {
  name: '物料和场所对成员公开 / Members see products and places',
  kinds: ['product', 'location'],
  preset: 'network',
};
