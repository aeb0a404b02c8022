// SPDX-License-Identifier: Apache-2.0

/** One figure of the README: a ratio, or a time in block intervals, measured side by side in one run. */
export interface Figure {
  readonly name: string;
  readonly measured: number;
  readonly bound: number;
  /** Which side of the bound is good. */
  readonly good: 'at most' | 'at least';
  /** The times, sizes and counts that the ratio was made of. */
  readonly detail: string;
}

/** Where a figure takes its numbers from. */
export interface Measuring {
  /** Makes the data of a run again. */
  readonly seed: number;
}

/** Measures what belongs together. */
export type Measurement = (measuring: Measuring) => Promise<readonly Figure[]>;

/** Whether a figure keeps its bound. */
export function keepsBound({ measured, bound, good }: Figure): boolean {
  return good === 'at most' ? measured <= bound : measured >= bound;
}

/** The measurements in the order of running: quick ones first. Each is a file of `figures/` with this name. */
export const MEASUREMENTS = [
  'sealing',
  'rebuild',
  'page',
  'batch',
  'rest-overhead',
  'readable-at-partner',
  'intake',
  'memory',
  'lists',
] as const;

/** Those on real Fabric, by `npm run bench -- --fabric`. */
export const FABRIC_MEASUREMENTS = [
  'fabric-in-flight',
  'fabric-throughput',
  'fabric-audiences',
  'fabric-readable',
] as const;
