// SPDX-License-Identifier: Apache-2.0
import type { GatewayError } from '../errors.js';
import { invalidRequest } from '../invalid-request.js';

/** INVALID_REQUEST because of one header; its pointer is `/header/<name>`. */
export function invalidHeader(name: string, message: string): GatewayError {
  return invalidRequest([{ pointer: `/header/${name}`, code: 'INVALID_HEADER', message }]);
}
