// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../errors.js';

/**
 * Refuses a body of a type that its route does not take. Parameters of the type are the matter of whoever reads
 * the body.
 *
 * @param accepted - types without parameters, in lower case
 * @throws {@link GatewayError} UNSUPPORTED_MEDIA_TYPE
 */
export function assertMediaType(contentType: string | undefined, accepted: readonly string[]): void {
  const [type = ''] = (contentType ?? '').split(';', 1);
  if (accepted.includes(type.trim().toLowerCase())) return;
  throw new GatewayError('UNSUPPORTED_MEDIA_TYPE', { facts: { accepted: accepted.join(', ') } });
}
