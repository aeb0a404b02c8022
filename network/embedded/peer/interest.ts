// SPDX-License-Identifier: Apache-2.0
import { VALIDATION_PARAMETER } from '../commit/endorsement-check.js';
import type { NamespaceSet } from '../simulation/read-write-set.js';
import type { Simulator } from '../simulation/simulator.js';

/** One chaincode that a transaction touched, and what decides who must endorse it. */
export interface ChaincodeCall {
  readonly name: string;
  readonly collections: readonly string[];
  /** Whether the collections were only written, so that non-members can endorse too. */
  readonly noPrivateReads: boolean;
  /** Whether only keys with policies of their own were written. */
  readonly disregardsChaincodePolicy: boolean;
  /** Encoded policies of the keys written. */
  readonly keyPolicies: readonly Uint8Array[];
}

const PUBLIC = '';

/** What a transaction touched in one namespace: collections ('' = public), and whether the general policy counts. */
interface Touched {
  readonly collections: Map<string, boolean>;
  readonly keyPolicies: Uint8Array[];
}

/** Works out who must endorse, from what a transaction did (core/endorser/endorser.go, buildChaincodeInterest). */
export function chaincodeInterest(simulator: Simulator, sets: readonly NamespaceSet[]): ChaincodeCall[] {
  const touched = new Map<string, Touched>();
  noteWrites(simulator, touched);
  for (const { namespace } of sets) {
    if (namespace !== '_lifecycle' && !touched.has(namespace)) noteCollection(touched, namespace, PUBLIC);
  }
  for (const [namespace, collections] of simulator.privateReads) {
    for (const collection of collections) noteCollection(touched, namespace, collection);
  }
  return [...touched].flatMap(([name, { collections, keyPolicies }]) =>
    [...collections].flatMap(([collection, isGeneral]): ChaincodeCall[] => {
      if (collection !== PUBLIC) {
        const isRead = simulator.privateReads.get(name)?.has(collection) ?? false;
        return [
          {
            name,
            collections: [collection],
            noPrivateReads: !isRead,
            disregardsChaincodePolicy: false,
            keyPolicies: [],
          },
        ];
      }
      if (keyPolicies.length === 0 && !isGeneral) return [];
      const disregardsChaincodePolicy = keyPolicies.length > 0 && !isGeneral;
      return [{ name, collections: [], noPrivateReads: false, disregardsChaincodePolicy, keyPolicies }];
    }),
  );
}

function noteWrites(simulator: Simulator, touched: Map<string, Touched>): void {
  for (const [namespace, collections] of simulator.writtenMetadata) {
    const entry: Touched = { collections: new Map([[PUBLIC, false]]), keyPolicies: [] };
    touched.set(namespace, entry);
    for (const [collection, keys] of collections) {
      for (const metadata of keys.values()) {
        const policy = metadata.get(VALIDATION_PARAMETER);
        if (policy) entry.keyPolicies.push(policy);
        else entry.collections.set(collection, true);
      }
    }
  }
}

function noteCollection(touched: Map<string, Touched>, namespace: string, collection: string): void {
  const entry = touched.get(namespace);
  if (entry) entry.collections.set(collection, true);
  else touched.set(namespace, { collections: new Map([[collection, true]]), keyPolicies: [] });
}
