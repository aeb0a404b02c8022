// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../kind-schema.js';
import metricsFile from './metrics.json';

/** Something that can be measured, so that two enterprises mean the same by a number. */
export interface Metric {
  readonly code: string;
  readonly names: Bilingual;
  /** in words and signs, for people: what is divided by what, over which period */
  readonly formula: string;
  /** code of UN/ECE Recommendation 20 that values are given in */
  readonly unit: string;
  /** which way is better */
  readonly better: 'higher' | 'lower' | 'neither';
  /** kinds of record that it is computed from; none when it is stated */
  readonly sources: readonly string[];
}

/** Every metric that is known, as data. */
export const metrics: readonly Metric[] = metricsFile.metrics as readonly Metric[];

const byCode = new Map(metrics.map((metric) => [metric.code, metric]));

/** The metric of this code, or `undefined` when there is none. */
export function findMetric(code: string): Metric | undefined {
  return byCode.get(code);
}
