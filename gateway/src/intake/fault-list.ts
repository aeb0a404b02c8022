// SPDX-License-Identifier: Apache-2.0
import type { Fault } from '../errors.js';
import { FAULTS_MAX } from '../limits.js';

/** Collects faults over many rows in bounded memory. */
export class FaultList {
  readonly #first: Fault[] = [];
  #count = 0;

  /** The first faults, at most `FAULTS_MAX`. */
  get first(): readonly Fault[] {
    return this.#first;
  }

  /** How many there are in all. */
  get count(): number {
    return this.#count;
  }

  add(fault: Fault): void {
    this.#count += 1;
    if (this.#first.length < FAULTS_MAX) this.#first.push(fault);
  }

  addAll(faults: readonly Fault[]): void {
    for (const fault of faults) this.add(fault);
  }
}
