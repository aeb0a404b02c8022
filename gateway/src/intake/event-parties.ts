// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, type JsonArray, type JsonObject } from '@chainshare/chaincode/model';
import type { Directory } from '../policy/directory.js';

/** Lists of an EPCIS event that name who gives and who takes, with the member that names him (EPCIS 2.0, 7.3.5.4). */
const LISTS = [
  ['sourceList', 'source'],
  ['destinationList', 'destination'],
] as const;

/**
 * Names in `parties` the members whose numbers stand in the sources and destinations of an event, beside those that it
 * names there itself: whom goods come from or go to is whom the event concerns, besides the publisher. The lists stay as they
 * are written.
 */
export function withEventParties(event: JsonObject, publisher: string, directory: Directory): JsonObject {
  const typed = (event['parties'] ?? []) as readonly string[];
  const named = namesIn(event).flatMap((name) => {
    const party = directory.party(name);
    return party.is === 'member' && party.id !== publisher ? [party.id] : [];
  });
  const parties = new Set([...typed, ...named]);
  return parties.size === typed.length ? event : { ...event, parties: [...parties] };
}

/** Every number and name that stands as a source or destination. */
function namesIn(event: JsonObject): readonly string[] {
  return LISTS.flatMap(([list, member]) =>
    ((event[list] ?? []) as JsonArray).flatMap((entry) => {
      const name = isJsonObject(entry) ? entry[member] : undefined;
      return typeof name === 'string' ? [name] : [];
    }),
  );
}
