// SPDX-License-Identifier: Apache-2.0
import { sha256 } from '../hash.js';
import { hashedNamespace, privateNamespace } from '../storage/keys.js';
import type { LedgerView } from '../storage/ledger-view.js';
import { sameVersion, type StateValue, type Version } from '../storage/version.js';
import { decodeMetadata } from './decode-set.js';
import { RangeReader } from './range-reader.js';
import type { MetadataEntry, NamespaceSet, PrivateSet } from './read-write-set.js';
import { SetBuilder } from './set-builder.js';

/** What the simulator must know about chaincode definitions. */
export interface CollectionRegister {
  /** Whether the collection exists now, implicit ones included. */
  hasCollection(namespace: string, collection: string): boolean;
  /** Keys of `_lifecycle` that Fabric reads to answer a question about the namespace. */
  lifecycleKeys(namespace: string, question: 'definition' | 'collections'): readonly string[];
}

/** A private key. */
export interface PrivatePlace {
  readonly namespace: string;
  readonly collection: string;
  readonly key: string;
}

/** Key metadata that was in force when a transaction wrote: namespace, collection ('' = public), key. */
export type WrittenMetadata = ReadonlyMap<
  string,
  ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>>
>;

/** The results of a simulation. */
export interface SimulationResult {
  readonly namespaces: readonly NamespaceSet[];
  readonly privateSets: readonly PrivateSet[];
}

/**
 * Runs one transaction against a view: it never reads its own writes, and it refuses mixtures that cannot be validated
 * (core/ledger/kvledger/txmgmt/txmgr).
 */
export class Simulator {
  readonly #view: LedgerView;
  readonly #transactionId: string;
  readonly #register: CollectionRegister;
  readonly #builder = new SetBuilder();
  readonly #ranges: [namespace: string, reader: RangeReader, isPublic: boolean][] = [];
  readonly #privateReads = new Map<string, Set<string>>();
  readonly #writtenMetadata = new Map<string, Map<string, Map<string, ReadonlyMap<string, Uint8Array>>>>();
  #hasWritten = false;
  #hasQueriedPrivate = false;
  #hasPaged = false;

  constructor(view: LedgerView, transactionId: string, register: CollectionRegister) {
    this.#view = view;
    this.#transactionId = transactionId;
    this.#register = register;
  }

  /** Collections whose values were read, by namespace. */
  get privateReads(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#privateReads;
  }

  get writtenMetadata(): WrittenMetadata {
    return this.#writtenMetadata;
  }

  /** Reads the lifecycle keys behind a question, as Fabric does on every call. */
  readLifecycle(namespace: string, question: 'definition' | 'collections'): void {
    for (const key of this.#register.lifecycleKeys(namespace, question)) this.get('_lifecycle', key);
  }

  get(namespace: string, key: string): Buffer | undefined {
    return this.#read(namespace, key)?.value;
  }

  getMetadata(namespace: string, key: string): ReadonlyMap<string, Uint8Array> {
    return decodeMetadata(this.#read(namespace, key)?.metadata);
  }

  /**
   * Reads public state from start to before end; with a page size at most so many.
   * @throws Error when a page is asked after a write.
   */
  range(namespace: string, bounds: { start: string; end: string }, pageSize = 0): RangeReader {
    if (pageSize > 0) {
      if (this.#hasWritten) this.#refuse('Paginated queries are supported only in a read-only transaction');
      this.#hasPaged = true;
    }
    const entries = this.#view.publicState.range(namespace, bounds.start, bounds.end);
    return this.#addRange(namespace, new RangeReader(entries, bounds, pageSize), true);
  }

  /**
   * Reads a private value of the own peer.
   * @throws Error when the collection does not exist or the value here is not the one whose hash is public.
   */
  getPrivate(place: PrivatePlace): Buffer | undefined {
    this.#requireCollection(place);
    const { namespace, collection, key } = place;
    const own = this.#view.privateState.get(privateNamespace(namespace, collection), key);
    const hashed = this.#hashed(place);
    if (!sameVersion(own?.version, hashed?.version)) {
      throw new Error(
        'private data matching public hash version is not available. ' +
          `Public hash version = ${versionText(hashed?.version)}, Private data version = ${versionText(own?.version)}`,
      );
    }
    this.#builder.readHash(namespace, collection, key, own?.version);
    nested(this.#privateReads, namespace, () => new Set<string>()).add(collection);
    return own?.value;
  }

  getPrivateHash(place: PrivatePlace): Buffer | undefined {
    return this.#readHashed(place)?.value;
  }

  getPrivateMetadata(place: PrivatePlace): ReadonlyMap<string, Uint8Array> {
    return decodeMetadata(this.#readHashed(place)?.metadata);
  }

  /**
   * Reads private values of the own peer from start to before end; not validated at commit, hence only in transactions
   * that do not write.
   */
  privateRange(namespace: string, collection: string, bounds: { start: string; end: string }): RangeReader {
    if (this.#hasWritten) this.#refuse('Queries on pvt data is supported only in a read-only transaction');
    this.#hasQueriedPrivate = true;
    this.#requireCollection({ namespace, collection });
    const space = privateNamespace(namespace, collection);
    const entries = this.#view.privateState.range(space, bounds.start, bounds.end);
    return this.#addRange(namespace, new RangeReader(entries, bounds, 0), false);
  }

  /** Writes a value; an empty one deletes. */
  put(namespace: string, key: string, value: Uint8Array): void {
    this.#beforeWrite();
    this.#builder.write(namespace, key, value);
    this.#noteMetadata({ namespace, collection: '', key });
  }

  putMetadata(namespace: string, key: string, entries: readonly MetadataEntry[]): void {
    this.#beforeWrite();
    this.#builder.writeMetadata(namespace, key, entries);
    this.#noteMetadata({ namespace, collection: '', key });
  }

  /** Writes a private value; an empty one deletes, and purges the past of the key when asked. */
  putPrivate(place: PrivatePlace, value: Uint8Array, isPurge = false): void {
    this.#requireCollection(place);
    this.#beforeWrite();
    this.#builder.writePrivate(place, value, isPurge);
    this.#noteMetadata(place);
  }

  putPrivateMetadata(place: PrivatePlace, entries: readonly MetadataEntry[]): void {
    this.#requireCollection(place);
    this.#beforeWrite();
    this.#builder.writePrivateMetadata(place, entries);
    this.#noteMetadata(place);
  }

  /** Ends the simulation and says what it read and wrote. */
  result(): SimulationResult {
    for (const [namespace, reader, isPublic] of this.#ranges) {
      if (isPublic) this.#builder.addRange(namespace, reader.query());
    }
    return this.#builder.build();
  }

  /** Lets the view and all iterators go. */
  async close(): Promise<void> {
    for (const [, reader] of this.#ranges) await reader.close();
    this.#view.release();
  }

  #read(namespace: string, key: string): StateValue | undefined {
    const found = this.#view.publicState.get(namespace, key);
    this.#builder.read(namespace, key, found?.version);
    return found;
  }

  #hashed({ namespace, collection, key }: PrivatePlace): StateValue | undefined {
    return this.#view.publicState.get(hashedNamespace(namespace, collection), sha256(key));
  }

  #readHashed(place: PrivatePlace): StateValue | undefined {
    this.#requireCollection(place);
    const found = this.#hashed(place);
    this.#builder.readHash(place.namespace, place.collection, place.key, found?.version);
    return found;
  }

  #addRange(namespace: string, reader: RangeReader, isPublic: boolean): RangeReader {
    this.#ranges.push([namespace, reader, isPublic]);
    return reader;
  }

  #requireCollection({ namespace, collection }: { namespace: string; collection: string }): void {
    this.readLifecycle(namespace, 'collections');
    if (this.#register.hasCollection(namespace, collection)) return;
    throw new Error(
      `collection [${collection}] not defined in the collection config for chaincode [${namespace}]`,
    );
  }

  #beforeWrite(): void {
    const subject = 'Transaction has already performed';
    if (this.#hasQueriedPrivate) this.#refuse(`${subject} queries on pvt data. Writes are not allowed`);
    if (this.#hasPaged) this.#refuse(`${subject} a paginated query. Writes are not allowed`);
    this.#hasWritten = true;
  }

  #noteMetadata(place: PrivatePlace): void {
    const { namespace, collection, key } = place;
    const found = collection === '' ? this.#view.publicState.get(namespace, key) : this.#hashed(place);
    const collections = nested(
      this.#writtenMetadata,
      namespace,
      () => new Map<string, Map<string, ReadonlyMap<string, Uint8Array>>>(),
    );
    nested(collections, collection, () => new Map<string, ReadonlyMap<string, Uint8Array>>()).set(
      key,
      decodeMetadata(found?.metadata),
    );
  }

  /** The spelling is Fabric's; applications match on it. */
  #refuse(reason: string): never {
    throw new Error(`txid [${this.#transactionId}]: unsuppored transaction. ${reason}`);
  }
}

function nested<V>(map: Map<string, V>, key: string, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

function versionText(version: Version | undefined): string {
  return version ? `{BlockNum: ${version.block}, TxNum: ${version.tx}}` : '<nil>';
}
