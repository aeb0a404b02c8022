// SPDX-License-Identifier: Apache-2.0
import { parseDecimal } from '../decimal.js';
import type { JsonObject } from '../json.js';
import { findMetric } from './catalogues/metrics.js';
import type { RulesOfKind } from './rules-of-kind.js';
import type { RecordFault } from './record-fault.js';
import { periodFaults } from './time-faults.js';

/** A measurement is of a metric of the catalogue, in the unit of that metric. */
export const measurementRules: RulesOfKind = {
  complete: (record) => record,
  faults: (record) => [
    ...metricFaults(record),
    ...periodFaults(record, 'period'),
    ...denominatorFaults(record),
  ],
};

function metricFaults({ metric: code, unit }: JsonObject): readonly RecordFault[] {
  const metric = findMetric(code as string);
  if (metric === undefined) {
    return [{ pointer: '/metric', code: 'NOT_ALLOWED', message: 'no metric of the catalogue has this code' }];
  }
  if (unit === metric.unit) return [];
  return [{ pointer: '/unit', code: 'NOT_ALLOWED', message: `this metric is given in ${metric.unit}` }];
}

function denominatorFaults({ denominator }: JsonObject): readonly RecordFault[] {
  if (denominator === undefined || parseDecimal(denominator as string).units !== 0n) return [];
  return [{ pointer: '/denominator', code: 'OUT_OF_RANGE', message: 'nothing is divided by zero' }];
}
