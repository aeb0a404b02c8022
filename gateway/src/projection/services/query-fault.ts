// SPDX-License-Identifier: Apache-2.0
import type { GatewayError, Fault } from '../../errors.js';
import { invalidRequest } from '../../invalid-request.js';
import { escapePointer } from '../../kinds/validator.js';

/** One fault of a query: its parameter, and what is wrong with it as the end of an English sentence. */
export function parameterFault(parameter: string, predicate: string, code = 'INVALID_PARAMETER'): Fault {
  return { pointer: `/query/${escapePointer(parameter)}`, code, message: `${parameter} ${predicate}.` };
}

/** INVALID_REQUEST because of one parameter. */
export function queryFault(parameter: string, predicate: string, code?: string): GatewayError {
  return invalidRequest([parameterFault(parameter, predicate, code)]);
}
