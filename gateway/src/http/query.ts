// SPDX-License-Identifier: Apache-2.0
import type { Fault } from '../errors.js';
import { invalidRequest } from '../invalid-request.js';
import { escapePointer } from '../kinds/validator.js';
import { ParameterError, texts, type Parameter, type Parameters, type Parsed } from './parameters.js';

/** The query of one request: the parameters that its route names, and the filters that it does not. */
export interface Query<P extends Parameters> {
  readonly parameters: Parsed<P>;
  readonly filters: Readonly<Record<string, readonly string[]>>;
}

const filter = texts('');

/**
 * Reads a query string. The pointer of a fault is `/query/<parameter>`.
 *
 * @param filtered whether parameters that the route does not name are filters; else they are faults
 * @throws {@link GatewayError} INVALID_REQUEST with every fault
 */
export function parseQuery<P extends Parameters>(search: string, known: P, filtered: boolean): Query<P> {
  const sent = group(new URLSearchParams(search));
  const faults: Fault[] = [];
  const parameters: Record<string, unknown> = {};
  for (const [name, parameter] of Object.entries(known)) {
    parameters[name] = read(name, parameter, sent.get(name) ?? [], faults);
    sent.delete(name);
  }
  const filters = new Map<string, readonly string[]>();
  for (const [name, values] of sent) {
    if (filtered) filters.set(name, read(name, filter, values, faults) ?? []);
    else faults.push(fault(name, 'UNKNOWN_PARAMETER', 'is not a parameter of this address'));
  }
  if (faults.length > 0) throw invalidRequest(faults);
  return { parameters: parameters as Parsed<P>, filters: Object.fromEntries(filters) };
}

function group(search: URLSearchParams): Map<string, string[]> {
  const sent = new Map<string, string[]>();
  for (const [name, value] of search) {
    const values = sent.get(name);
    if (values === undefined) sent.set(name, [value]);
    else values.push(value);
  }
  return sent;
}

function read<T>(
  name: string,
  parameter: Parameter<T>,
  values: readonly string[],
  faults: Fault[],
): T | undefined {
  if (values.length > 1 && !parameter.repeated) {
    faults.push(fault(name, 'REPEATED_PARAMETER', 'may stand only once'));
    return undefined;
  }
  try {
    return parameter.read(values);
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    faults.push(fault(name, 'INVALID_PARAMETER', error.message));
    return undefined;
  }
}

function fault(name: string, code: string, predicate: string): Fault {
  return { pointer: `/query/${escapePointer(name)}`, code, message: `${name} ${predicate}.` };
}
