// SPDX-License-Identifier: Apache-2.0
import { del, put, type Operation } from '../storage/database.js';
import { stateKey } from '../storage/keys.js';
import { encodeStateValue, type Version } from '../storage/version.js';

/** A change of one key; without a value it is removed. */
export interface Update {
  readonly version: Version;
  readonly value: Buffer | undefined;
  readonly metadata: Buffer | undefined;
}

/** A namespace of state; keys of hashed namespaces are raw bytes written one character a byte. */
export interface Space {
  readonly namespace: string;
  readonly isHashed: boolean;
}

/** The changes that a block makes, by namespace and key; a later change replaces an earlier one. */
export class UpdateBatch {
  readonly #spaces = new Map<string, { space: Space; updates: Map<string, Update> }>();

  get({ namespace }: Space, key: string): Update | undefined {
    return this.#spaces.get(namespace)?.updates.get(key);
  }

  set(space: Space, key: string, update: Update): void {
    let entry = this.#spaces.get(space.namespace);
    if (!entry) this.#spaces.set(space.namespace, (entry = { space, updates: new Map() }));
    entry.updates.set(key, update);
  }

  /** All changes of a namespace. */
  updates({ namespace }: Space): ReadonlyMap<string, Update> {
    return this.#spaces.get(namespace)?.updates ?? new Map<string, Update>();
  }

  /** The changes as operations of a store. */
  operations(): Operation[] {
    const operations: Operation[] = [];
    for (const { space, updates } of this.#spaces.values()) {
      for (const [key, { value, metadata, version }] of updates) {
        const place = stateKey(space.namespace, rawKey(space, key));
        operations.push(value ? put(place, encodeStateValue({ value, metadata, version })) : del(place));
      }
    }
    return operations;
  }
}

/** The key as the state stores it. */
export function rawKey({ isHashed }: Space, key: string): Buffer | string {
  return isHashed ? Buffer.from(key, 'latin1') : key;
}
