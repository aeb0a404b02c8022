// SPDX-License-Identifier: Apache-2.0
import { sha256 } from '../hash.js';
import { NO_BYTES } from '../protos/index.js';
import { compareUtf8, valuesInOrder } from '../storage/byte-order.js';
import type { Version } from '../storage/version.js';
import { encodePrivateSet } from './encode-set.js';
import type {
  CollectionSet,
  HashedMetadataWrite,
  HashedRead,
  HashedWrite,
  MetadataEntry,
  MetadataWrite,
  NamespaceSet,
  PrivateSet,
  RangeQuery,
  Read,
  Write,
} from './read-write-set.js';

/** The hash under which a private key is public, in the form of a Map key. */
export function hashKey(key: string): string {
  return sha256(key).toString('latin1');
}

/** What happens in one collection; maps are by plain key, which is the order Fabric writes them in. */
class CollectionBuilder {
  readonly reads = new Map<string, HashedRead>();
  readonly writes = new Map<string, HashedWrite>();
  readonly metadata = new Map<string, HashedMetadataWrite>();
  readonly privateWrites = new Map<string, Write>();
  readonly privateMetadata = new Map<string, string>();

  privateSet(namespace: string, collection: string): PrivateSet | undefined {
    if (this.privateWrites.size === 0 && this.privateMetadata.size === 0) return undefined;
    const writes = valuesInOrder(this.privateWrites);
    const metadataKeys = valuesInOrder(this.privateMetadata);
    return { namespace, collection, writes, metadataKeys, encoded: encodePrivateSet(writes, metadataKeys) };
  }

  build(name: string, privateSet: PrivateSet | undefined): CollectionSet {
    return {
      name,
      privateHash: privateSet ? sha256(privateSet.encoded) : NO_BYTES,
      reads: valuesInOrder(this.reads),
      writes: valuesInOrder(this.writes),
      metadata: valuesInOrder(this.metadata),
    };
  }
}

class NamespaceBuilder {
  readonly reads = new Map<string, Read>();
  readonly writes = new Map<string, Write>();
  readonly metadata = new Map<string, MetadataWrite>();
  readonly ranges = new Map<string, RangeQuery>();
  readonly collections = new Map<string, CollectionBuilder>();
}

/** Collects what a simulated transaction reads and writes (rwsetutil/rwset_builder.go). */
export class SetBuilder {
  readonly #namespaces = new Map<string, NamespaceBuilder>();

  read(namespace: string, key: string, version: Version | undefined): void {
    this.#namespace(namespace).reads.set(key, { key, version });
  }

  write(namespace: string, key: string, value: Uint8Array): void {
    this.#namespace(namespace).writes.set(key, { key, value, isDelete: value.length === 0 });
  }

  writeMetadata(namespace: string, key: string, entries: readonly MetadataEntry[]): void {
    this.#namespace(namespace).metadata.set(key, { key, entries });
  }

  /** Adds a range query; of equal ranges only the first counts. */
  addRange(namespace: string, query: RangeQuery): void {
    const { ranges } = this.#namespace(namespace);
    const id = JSON.stringify([query.start, query.end, query.exhausted]);
    if (!ranges.has(id)) ranges.set(id, query);
  }

  readHash(namespace: string, collection: string, key: string, version: Version | undefined): void {
    this.#collection(namespace, collection).reads.set(key, { keyHash: hashKey(key), version });
  }

  /** Writes a private value; nothing deletes, and with `isPurge` the key's whole past goes too. */
  writePrivate(
    place: { namespace: string; collection: string; key: string },
    value: Uint8Array,
    isPurge: boolean,
  ): void {
    const builder = this.#collection(place.namespace, place.collection);
    const { key } = place;
    const isDelete = value.length === 0;
    builder.privateWrites.set(key, { key, value, isDelete });
    const valueHash = isDelete ? NO_BYTES : sha256(value);
    builder.writes.set(key, { keyHash: hashKey(key), isDelete, isPurge, valueHash });
  }

  writePrivateMetadata(
    place: { namespace: string; collection: string; key: string },
    entries: readonly MetadataEntry[],
  ): void {
    const builder = this.#collection(place.namespace, place.collection);
    builder.privateMetadata.set(place.key, place.key);
    builder.metadata.set(place.key, { keyHash: hashKey(place.key), entries });
  }

  /** Everything in UTF-8 order of namespaces, collections and keys. */
  build(): { namespaces: NamespaceSet[]; privateSets: PrivateSet[] } {
    const privateSets: PrivateSet[] = [];
    const namespaces = inOrder(this.#namespaces).map(([namespace, builder]) => ({
      namespace,
      reads: valuesInOrder(builder.reads),
      writes: valuesInOrder(builder.writes),
      metadata: valuesInOrder(builder.metadata),
      ranges: [...builder.ranges.values()],
      collections: inOrder(builder.collections).map(([name, collection]) => {
        const privateSet = collection.privateSet(namespace, name);
        if (privateSet) privateSets.push(privateSet);
        return collection.build(name, privateSet);
      }),
    }));
    return { namespaces, privateSets };
  }

  #namespace(namespace: string): NamespaceBuilder {
    let builder = this.#namespaces.get(namespace);
    if (!builder) this.#namespaces.set(namespace, (builder = new NamespaceBuilder()));
    return builder;
  }

  #collection(namespace: string, collection: string): CollectionBuilder {
    const { collections } = this.#namespace(namespace);
    let builder = collections.get(collection);
    if (!builder) collections.set(collection, (builder = new CollectionBuilder()));
    return builder;
  }
}

function inOrder<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => compareUtf8(a, b));
}
