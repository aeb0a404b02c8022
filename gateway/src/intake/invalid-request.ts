// SPDX-License-Identifier: Apache-2.0
import { GatewayError, type Fault } from '../errors.js';
import { FAULTS_MAX } from '../limits.js';

/** The refusal of a request with faults; the first are listed, all are counted. */
export function invalidRequest(faults: readonly Fault[], count = faults.length): GatewayError {
  return new GatewayError('INVALID_REQUEST', {
    facts: { count },
    errors: faults.slice(0, FAULTS_MAX),
    errorCount: count,
  });
}

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
