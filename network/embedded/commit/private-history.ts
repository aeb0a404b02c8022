// SPDX-License-Identifier: Apache-2.0
import { sha256 } from '../hash.js';
import type { PrivateSet } from '../simulation/read-write-set.js';
import type { Operation } from '../storage/database.js';
import {
  committedOperation,
  indexOperation,
  unindexOperation,
  type HashedPlace,
  type PeerStore,
} from '../storage/peer-store.js';
import { withoutKey } from '../storage/private-sets.js';
import type { Version } from '../storage/version.js';

/** Collects how a block changes the stored private write sets of a peer: new ones arrive, purged keys leave old ones. */
export class PrivateHistory {
  readonly #store: PeerStore;
  readonly #changed = new Map<string, { version: Version; sets: PrivateSet[] }>();
  readonly #index: Operation[] = [];
  #hasRemoved = false;

  constructor(store: PeerStore) {
    this.#store = store;
  }

  /** Whether values leave the history, so that the files should be rewritten. */
  get hasRemoved(): boolean {
    return this.#hasRemoved;
  }

  /** Adds the sets of a transaction of this block. */
  add(version: Version, sets: readonly PrivateSet[]): void {
    this.#changed.set(id(version), { version, sets: [...sets] });
    for (const set of sets) {
      for (const { key } of set.writes) this.#index.push(indexOperation(placeOf(set, key), version));
    }
  }

  /** Takes a key out of everything written up to a version; answers its name if it was found. */
  async remove(place: HashedPlace, until: Version): Promise<string | undefined> {
    let found: string | undefined;
    for (const version of await this.#places(place)) {
      if (!isUntil(version, until)) continue;
      const entry = this.#load(version);
      entry.sets = entry.sets.flatMap((set) => {
        const write = set.writes.find(({ key }) => isAt(set, key, place));
        if (!write) return [set];
        found = write.key;
        const rest = withoutKey(set, write.key);
        return rest.writes.length > 0 ? [rest] : [];
      });
      this.#index.push(unindexOperation(place, version));
    }
    this.#hasRemoved ||= found !== undefined;
    return found;
  }

  /** The changes as operations of the peer's store. */
  operations(): Operation[] {
    const stored = [...this.#changed.values()].map(({ version, sets }) => committedOperation(version, sets));
    return [...stored, ...this.#index];
  }

  async #places(place: HashedPlace): Promise<Version[]> {
    const added = [...this.#changed.values()].filter(({ sets }) =>
      sets.some((set) => set.writes.some(({ key }) => isAt(set, key, place))),
    );
    const known = new Map(added.map(({ version }) => [id(version), version]));
    for (const version of await this.#store.placesOf(place)) known.set(id(version), version);
    return [...known.values()];
  }

  #load(version: Version): { sets: PrivateSet[] } {
    let entry = this.#changed.get(id(version));
    if (!entry) {
      entry = { version, sets: this.#store.committed(version) };
      this.#changed.set(id(version), entry);
    }
    return entry;
  }
}

function id({ block, tx }: Version): string {
  return `${block}:${tx}`;
}

function placeOf({ namespace, collection }: PrivateSet, key: string): HashedPlace {
  return { namespace, collection, keyHash: sha256(key) };
}

function isAt(set: PrivateSet, key: string, place: HashedPlace): boolean {
  return (
    set.namespace === place.namespace &&
    set.collection === place.collection &&
    sha256(key).equals(place.keyHash)
  );
}

function isUntil(version: Version, until: Version): boolean {
  return version.block < until.block || (version.block === until.block && version.tx < until.tx);
}
