// SPDX-License-Identifier: Apache-2.0
import { canonical, type JsonObject } from '@chainshare/chaincode/model';
import type { Fault } from '../../errors.js';
import { newValidator } from '../../kinds/validator.js';
import { closed, MATERIAL, QUANTITY, SITE, TEXT, type Quantity } from './aspect-model.js';

/** What one day needs. */
export interface Demand {
  readonly day: string;
  readonly demand: Quantity;
}

/** What one place of the customer needs. */
export interface DemandSeries {
  readonly lastUpdatedOnDateTime: string;
  readonly customerLocationBpns: string;
  readonly expectedSupplierLocationBpns?: string;
  readonly demandCategory: { readonly demandCategoryCode: string };
  readonly demands: readonly Demand[];
}

/** A document without faults. */
export interface MaterialDemand {
  readonly materialGlobalAssetId: string;
  readonly demandSeries: readonly DemandSeries[];
}

const seriesSchema = closed(
  {
    lastUpdatedOnDateTime: TEXT,
    customerLocationBpns: SITE,
    expectedSupplierLocationBpns: SITE,
    // The kind's own schema has the list of codes.
    demandCategory: closed({ demandCategoryCode: TEXT }, ['demandCategoryCode']),
    demands: {
      type: 'array',
      items: closed({ day: { type: 'string', format: 'date' }, demand: QUANTITY }, ['day', 'demand']),
    },
  },
  ['lastUpdatedOnDateTime', 'customerLocationBpns', 'demandCategory', 'demands'],
);

const schemaFaults = newValidator(
  closed({ materialGlobalAssetId: MATERIAL, demandSeries: { type: 'array', items: seriesSchema } }, [
    'materialGlobalAssetId',
    'demandSeries',
  ]),
);

/** Every fault of a document against the aspect model. */
export function materialDemandFaults(document: JsonObject): readonly Fault[] {
  const faults = schemaFaults(document);
  if (faults.length > 0) return faults;
  const { demandSeries } = document as unknown as MaterialDemand;
  return [...demandSeries.flatMap(unitFaults), ...repeatedFaults(demandSeries)];
}

/**
 * A series adds up only in one unit. One without any demand has none: a supplier learns the same from a document
 * that leaves the series out.
 */
function unitFaults({ demands }: DemandSeries, i: number): readonly Fault[] {
  const pointer = `/demandSeries/${i}/demands`;
  if (demands.length === 0) {
    return [{ pointer, code: 'REQUIRED', message: 'leave out a series that demands nothing' }];
  }
  return demands.flatMap(({ demand: { unit } }, j) => {
    if (unit === demands[0]?.demand.unit) return [];
    return [
      { pointer: `${pointer}/${j}/demand/unit`, code: 'MIXED_UNITS', message: 'a series has one unit' },
    ];
  });
}

function repeatedFaults(demandSeries: readonly DemandSeries[]): readonly Fault[] {
  const seen = new Set<string>();
  return demandSeries.flatMap((series, i) => {
    const { customerLocationBpns, expectedSupplierLocationBpns = null, demandCategory } = series;
    const key = canonical([customerLocationBpns, expectedSupplierLocationBpns, demandCategory]);
    const repeated = seen.has(key);
    seen.add(key);
    if (!repeated) return [];
    const message = 'another series has the same places and category';
    return [{ pointer: `/demandSeries/${i}`, code: 'DUPLICATE_ITEM', message }];
  });
}
