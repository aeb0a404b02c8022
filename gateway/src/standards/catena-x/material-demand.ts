// SPDX-License-Identifier: Apache-2.0
import { parseDate, type JsonObject, type JsonValue } from '@chainshare/chaincode/model';
import type { Gap, ShapeParties, ShapeRow, StandardShape } from '../shape.js';
import {
  MATERIAL_NAME,
  materialGaps,
  numberFaults,
  placeIn,
  presenceGaps,
  quantityGaps,
  quantityOf,
  siteGaps,
  siteName,
  writeQuantity,
} from './aspect-model.js';
import { materialDemandFaults, type DemandSeries, type MaterialDemand } from './material-demand-model.js';

/** Places of a series' fields below its own; those of its demands are counted. */
const PLACES: Readonly<Record<string, string>> = {
  '/toLocation': '/customerLocationBpns',
  '/fromLocation': '/expectedSupplierLocationBpns',
  '/category': '/demandCategory/demandCategoryCode',
  '/issue': '/lastUpdatedOnDateTime',
  '/issuedAt': '/lastUpdatedOnDateTime',
  '/buckets': '/demands',
  '/horizon': '/demands',
};

/** ShortTermMaterialDemand 1.0.0 (CX-0120): what a customer needs of one material from one supplier, day by day. */
export const MATERIAL_DEMAND: StandardShape = {
  profile: 'urn:samm:io.catenax.short_term_material_demand:1.0.0#ShortTermMaterialDemand',
  kind: 'forecast',
  schema: 1,
  sections: ['identity', 'quantity'],
  partition: () => ['series', 'product', 'supplier'],
  faults: materialDemandFaults,
  rows: (document, parties) => demandRows(document as unknown as MaterialDemand, parties),
  gaps: demandGaps,
  names: [MATERIAL_NAME, siteName('fromLocation'), siteName('toLocation')],
  documentOf: ({ publisher, values: { product = null, supplier = null } }) => [publisher, product, supplier],
  write: (records) => ({
    materialGlobalAssetId: records[0]?.['product'] ?? '',
    demandSeries: records.filter(({ buckets }) => bucketsOf(buckets).length > 0).map(writeSeries),
  }),
};

function demandRows(
  { materialGlobalAssetId, demandSeries }: MaterialDemand,
  { counterparty }: ShapeParties,
): readonly ShapeRow[] {
  return demandSeries.map((series, i) => {
    const pointer = `/demandSeries/${i}`;
    const place = placeIn(pointer, PLACES);
    return {
      pointer,
      values: {
        series: 'demand',
        product: materialGlobalAssetId,
        supplier: counterparty,
        ...valuesOf(series),
      },
      faults: series.demands.flatMap(({ demand }, j) => numberFaults(demand, `/buckets/${j}/quantity`)),
      pointerOf: (at) => demandPlace(pointer, at) ?? place(at),
    };
  });
}

/** A bucket's place: its start came from the day, every other member from the amount. */
function demandPlace(base: string, pointer: string): string | undefined {
  const [, index, member] = /^\/buckets\/(\d+)(?:\/(\w+))?$/.exec(pointer) ?? [];
  if (index === undefined) return undefined;
  const below = member === undefined ? '' : member === 'start' ? '/day' : '/demand/value';
  return `${base}/demands/${index}${below}`;
}

function valuesOf(series: DemandSeries): JsonObject {
  const { lastUpdatedOnDateTime, expectedSupplierLocationBpns, demands } = series;
  const from =
    expectedSupplierLocationBpns === undefined ? {} : { fromLocation: expectedSupplierLocationBpns };
  return {
    toLocation: series.customerLocationBpns,
    ...from,
    category: series.demandCategory.demandCategoryCode,
    issue: lastUpdatedOnDateTime,
    issuedAt: lastUpdatedOnDateTime,
    horizon: horizonOf(demands.map(({ day }) => parseDate(day))),
    bucketSize: 'P1D',
    unit: demands[0] === undefined ? '' : quantityOf(demands[0].demand).unit,
    buckets: demands.map(({ day, demand }) => ({ start: day, quantity: quantityOf(demand).quantity })),
  };
}

/** From the first day to the day after the last: what the series speaks of, and no further. */
function horizonOf(days: readonly number[]): JsonObject {
  const [first, last] = days.reduce(
    ([least, most], day) => [Math.min(least, day), Math.max(most, day)],
    [Infinity, -Infinity],
  );
  return { start: dateOf(first), end: dateOf(last + 1) };
}

const MS_PER_DAY = 86_400_000;

/** The date of a day since 1970. */
function dateOf(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

function writeSeries({ fromLocation, unit, buckets, ...values }: JsonObject): JsonObject {
  return {
    lastUpdatedOnDateTime: values['issuedAt'] ?? '',
    customerLocationBpns: values['toLocation'] ?? '',
    ...(fromLocation === undefined ? {} : { expectedSupplierLocationBpns: fromLocation }),
    demandCategory: { demandCategoryCode: values['category'] ?? '0001' },
    demands: bucketsOf(buckets).map(({ start = '', quantity }) => ({
      day: start,
      demand: writeQuantity(quantity, unit),
    })),
  };
}

function demandGaps(values: JsonObject): readonly Gap[] {
  const { series, bucketSize, unit, buckets } = values;
  const gaps: Gap[] = [];
  if (series !== 'demand') gaps.push({ pointer: '/series', message: 'the model says demand alone' });
  if (bucketSize !== 'P1D')
    gaps.push({ pointer: '/bucketSize', message: 'the model says what each day needs' });
  return [
    ...gaps,
    ...materialGaps(values),
    ...siteGaps(values, 'toLocation'),
    ...(values['fromLocation'] === undefined ? [] : siteGaps(values, 'fromLocation')),
    ...presenceGaps(values, 'supplier', []),
    ...(bucketsOf(buckets).length === 0 ? quantityGaps('0', unit) : []),
    ...bucketsOf(buckets).flatMap(({ quantity }, i) =>
      quantityGaps(quantity, unit, `/buckets/${i}/quantity`).filter(
        ({ pointer }) => i === 0 || pointer !== '/unit',
      ),
    ),
  ];
}

function bucketsOf(buckets: JsonValue | undefined): readonly JsonObject[] {
  return (buckets ?? []) as readonly JsonObject[];
}
