// SPDX-License-Identifier: Apache-2.0
import { GatewayError, type Fault } from '../../errors.js';
import { escapePointer } from '../../kinds/validator.js';

/** One fault of a query: its parameter, and what is wrong with it as the end of an English sentence. */
export function parameterFault(parameter: string, predicate: string, code = 'INVALID_PARAMETER'): Fault {
  return { pointer: `/query/${escapePointer(parameter)}`, code, message: `${parameter} ${predicate}.` };
}

/** INVALID_REQUEST because of these faults. */
export function queryFaults(errors: readonly Fault[]): GatewayError {
  const count = errors.length;
  return new GatewayError('INVALID_REQUEST', { facts: { count }, errors, errorCount: count });
}

/** INVALID_REQUEST because of one parameter. */
export function queryFault(parameter: string, predicate: string, code?: string): GatewayError {
  return queryFaults([parameterFault(parameter, predicate, code)]);
}
