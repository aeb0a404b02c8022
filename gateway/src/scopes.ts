// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from './errors.js';

/** Holds every scope. */
const adminScope = 'admin';

/**
 * A noun that is not known yet, as in `publish:{kind}` before the body was read. Any noun granted for the verb
 * passes; whoever learns the noun asks again with it.
 */
const openNoun = '{kind}';

/**
 * Whether the scopes of a token cover the wanted one. Scopes are `verb:noun`; `verb:*` covers every noun of its
 * verb, and `admin` everything.
 */
export function coversScope(granted: readonly string[], wanted: string): boolean {
  const [verb, noun] = splitScope(wanted);
  return granted.some((scope) => {
    if (scope === adminScope || scope === wanted) return true;
    const [grantedVerb, grantedNoun] = splitScope(scope);
    return grantedVerb === verb && grantedNoun !== '' && (grantedNoun === '*' || noun === openNoun);
  });
}

/**
 * Refuses a caller whose token covers none of the scopes wanted; an empty list wants none.
 *
 * @throws {@link GatewayError} ACCESS_DENIED with the scopes that would do
 */
export function assertScope(granted: readonly string[], ...wanted: readonly string[]): void {
  if (wanted.length === 0 || wanted.some((scope) => coversScope(granted, scope))) return;
  throw new GatewayError('ACCESS_DENIED', { facts: { scope: wanted.join(' | ') } });
}

function splitScope(scope: string): readonly [verb: string, noun: string] {
  const colon = scope.indexOf(':');
  return colon < 0 ? [scope, ''] : [scope.slice(0, colon), scope.slice(colon + 1)];
}
