// SPDX-License-Identifier: Apache-2.0
import { GatewayError, type Fault } from '../errors.js';
import { FAULTS_MAX } from '../limits.js';

/** INVALID_REQUEST with all its faults, of which the answer lists the first {@link FAULTS_MAX}. */
export function invalidRequest(...faults: readonly Fault[]): GatewayError {
  return new GatewayError('INVALID_REQUEST', {
    facts: { count: faults.length },
    errors: faults.slice(0, FAULTS_MAX),
    errorCount: faults.length,
  });
}

/** INVALID_REQUEST because of one header; its pointer is `/header/<name>`. */
export function invalidHeader(name: string, message: string): GatewayError {
  return invalidRequest({ pointer: `/header/${name}`, code: 'INVALID_HEADER', message });
}
