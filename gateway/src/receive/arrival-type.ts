// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import type { ArrivalType } from '../vault/arrivals.js';

/** Kinds of which nobody is told: gateways publish them among themselves. */
const silentKinds: ReadonlySet<string> = new Set(['key', 'profile', 'void', 'disclosure', 'receipt']);

/**
 * What those who follow changes are told of a publication.
 *
 * @param kind - of its header
 * @param identity - identity values of its records; all records of one publication of a system kind say the same
 * @param own - whether it is of this enterprise
 */
export function arrivalType(kind: string, identity: readonly JsonObject[], own: boolean): ArrivalType {
  if (silentKinds.has(kind)) return 'system';
  if (kind === 'grant') return grantType(identity[0], own);
  if (kind === 'withdrawal')
    return identity[0]?.['reason'] === 'purged' ? 'record.purged' : 'record.corrected';
  return own ? 'record.published' : 'record.received';
}

/** An own grant is news to its grantees, not here. */
function grantType(said: JsonObject | undefined, own: boolean): ArrivalType {
  if (own) return 'system';
  return said?.['type'] === 'end' ? 'grant.revoked' : 'grant.received';
}
