// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, type JsonValue } from '@chainshare/chaincode/model';

/** Where the vocabularies of GS1 are, whatever a context says of their prefixes (CBV 2.0, section 8.9). */
export const GS1_VOCABULARY = 'https://ref.gs1.org/voc/';
export const CBV_VOCABULARY = 'https://ref.gs1.org/cbv/';

/** Prefixes that the context of EPCIS itself defines. */
const WELL_KNOWN: Readonly<Record<string, string>> = {
  cbv: CBV_VOCABULARY,
  epcis: 'https://ref.gs1.org/epcis/',
  cbvmda: 'urn:epcglobal:cbv:mda',
};

/** Namespaces by prefix. */
export type Namespaces = ReadonlyMap<string, string>;

/** The prefixes of JSON-LD contexts, the later before the earlier; contexts that are an address are not fetched. */
export function namespacesOf(...contexts: readonly (JsonValue | undefined)[]): Namespaces {
  const namespaces = new Map(Object.entries(WELL_KNOWN));
  for (const context of contexts.flat()) {
    if (context === undefined || !isJsonObject(context)) continue;
    for (const [prefix, uri] of Object.entries(context)) {
      if (typeof uri === 'string') namespaces.set(prefix, uri);
    }
  }
  return namespaces.set('gs1', GS1_VOCABULARY);
}

/** The name of a member with its namespace before it, in braces. */
export function expandedName(name: string, namespaces: Namespaces): string {
  const colon = name.indexOf(':');
  const uri = colon < 0 ? undefined : namespaces.get(name.slice(0, colon));
  return uri === undefined ? name : `{${uri}}${name.slice(colon + 1)}`;
}
