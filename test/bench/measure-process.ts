// SPDX-License-Identifier: Apache-2.0
/** Takes one measurement in a process of its own, so that none inherits the heap of another. */
import type { Figure, Measurement } from './figure.js';

/** What the process is started with. */
export interface Asked {
  readonly measurement: string;
  readonly seed: number;
}

const { measurement, seed } = JSON.parse(process.argv[2] ?? '') as Asked;
const { measure } = (await import(`./figures/${measurement}.js`)) as { readonly measure: Measurement };
const figures: readonly Figure[] = await measure({ seed });
process.send?.(figures);
process.disconnect();
