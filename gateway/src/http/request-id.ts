// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { REQUEST_ID_LENGTH_MAX } from './limits.js';

const requestIdForm = new RegExp(`^[A-Za-z0-9._-]{1,${REQUEST_ID_LENGTH_MAX}}$`);

/** The caller's X-Request-Id when it may stand in a log line as it is, else a new one. */
export function requestIdFrom(header: string | undefined): string {
  return header !== undefined && requestIdForm.test(header) ? header : randomUUID();
}
