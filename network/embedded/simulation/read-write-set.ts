// SPDX-License-Identifier: Apache-2.0
import type { Version } from '../storage/version.js';

/** SHA-256 of a private key, one character a byte, so that it can be the key of a Map. */
export type KeyHash = string;

/** A key that was read and the version found; no version = the key was missing. */
export interface Read {
  readonly key: string;
  readonly version: Version | undefined;
}

/** A key that is written or deleted. */
export interface Write {
  readonly key: string;
  readonly isDelete: boolean;
  readonly value: Uint8Array;
}

/** One named piece of key metadata, for example `VALIDATION_PARAMETER`. */
export interface MetadataEntry {
  readonly name: string;
  readonly value: Uint8Array;
}

/** The metadata of a key as a whole; without entries it is removed. */
export interface MetadataWrite {
  readonly key: string;
  readonly entries: readonly MetadataEntry[];
}

/** Hashes that stand for the many results of a range query. */
export interface MerkleSummary {
  readonly maxDegree: number;
  readonly maxLevel: number;
  readonly hashes: readonly Uint8Array[];
}

/** A range that was read, to find out at commit whether it changed. */
export interface RangeQuery {
  readonly start: string;
  /** Where reading ended: the end asked for if the range was exhausted, else the last key seen. */
  readonly end: string;
  readonly exhausted: boolean;
  readonly reads: readonly Read[];
  readonly merkle: MerkleSummary | undefined;
}

/** A hashed private key that was read. */
export interface HashedRead {
  readonly keyHash: KeyHash;
  readonly version: Version | undefined;
}

/** A hashed private key that is written, deleted or purged. */
export interface HashedWrite {
  readonly keyHash: KeyHash;
  readonly isDelete: boolean;
  readonly isPurge: boolean;
  readonly valueHash: Uint8Array;
}

/** New metadata of a hashed private key. */
export interface HashedMetadataWrite {
  readonly keyHash: KeyHash;
  readonly entries: readonly MetadataEntry[];
}

/** What a transaction did in one collection, as everybody sees it. */
export interface CollectionSet {
  readonly name: string;
  /** SHA-256 of the private write set. */
  readonly privateHash: Uint8Array;
  readonly reads: readonly HashedRead[];
  readonly writes: readonly HashedWrite[];
  readonly metadata: readonly HashedMetadataWrite[];
}

/** What a transaction did in one namespace. */
export interface NamespaceSet {
  readonly namespace: string;
  readonly reads: readonly Read[];
  readonly writes: readonly Write[];
  readonly metadata: readonly MetadataWrite[];
  readonly ranges: readonly RangeQuery[];
  readonly collections: readonly CollectionSet[];
}

/** The private write set of one collection, for members only. */
export interface PrivateSet {
  readonly namespace: string;
  readonly collection: string;
  readonly writes: readonly Write[];
  readonly metadataKeys: readonly string[];
  /** The encoded `KVRWSet`, whose hash the public read-write set carries. */
  readonly encoded: Buffer;
}
