// SPDX-License-Identifier: Apache-2.0
import { GatewayError, type Fault } from './errors.js';
import { FAULTS_MAX } from './limits.js';

/** The refusal of a request with faults; the first are listed, all are counted. */
export function invalidRequest(faults: readonly Fault[], count = faults.length): GatewayError {
  return new GatewayError('INVALID_REQUEST', {
    facts: { count },
    errors: faults.slice(0, FAULTS_MAX),
    errorCount: count,
  });
}
