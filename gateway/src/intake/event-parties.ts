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
  const parties = new Set<string>(typed);
  for (const [list, member] of LISTS) {
    for (const entry of (event[list] ?? []) as JsonArray) {
      const name = isJsonObject(entry) ? entry[member] : undefined;
      const party = typeof name === 'string' ? directory.party(name) : undefined;
      if (party?.is === 'member' && party.id !== publisher) parties.add(party.id);
    }
  }
  return parties.size === typed.length ? event : { ...event, parties: [...parties] };
}
