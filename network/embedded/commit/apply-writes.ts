// SPDX-License-Identifier: Apache-2.0
import { buffer } from '../protos/index.js';
import { encodeMetadata } from '../simulation/encode-set.js';
import type { MetadataEntry, NamespaceSet } from '../simulation/read-write-set.js';
import { hashedNamespace } from '../storage/keys.js';
import type { StateReader } from '../storage/state.js';
import type { Version } from '../storage/version.js';
import { rawKey, type Space, type Update, type UpdateBatch } from './update-batch.js';

/** What one transaction does to one key. */
interface Change {
  readonly space: Space;
  readonly key: string;
  isDelete: boolean;
  value: Buffer | undefined;
  /** Undefined = untouched. */
  metadata: readonly MetadataEntry[] | undefined;
}

/**
 * Adds the public and hashed writes of a valid transaction. A change of the value alone keeps the metadata, a change of
 * the metadata alone keeps the value and does nothing to a missing key (validation/tx_ops.go).
 */
export function applyWrites(
  sets: readonly NamespaceSet[],
  version: Version,
  state: StateReader,
  updates: UpdateBatch,
): void {
  for (const change of changesOf(sets)) {
    const { space, key, isDelete } = change;
    if (isDelete) {
      updates.set(space, key, { version, value: undefined, metadata: undefined });
      continue;
    }
    const latest = updates.get(space, key) ?? state.get(space.namespace, rawKey(space, key));
    const value = change.value ?? latest?.value;
    if (value) updates.set(space, key, { version, value, metadata: newMetadata(change, latest) });
  }
}

function newMetadata(
  { metadata }: Change,
  latest: Pick<Update, 'value' | 'metadata'> | undefined,
): Buffer | undefined {
  if (!metadata) return latest?.value && latest.metadata;
  return metadata.length > 0 ? encodeMetadata(metadata) : undefined;
}

function changesOf(sets: readonly NamespaceSet[]): Iterable<Change> {
  const changes = new Map<string, Change>();
  const change = (space: Space, key: string): Change => {
    const id = `${space.namespace}\0${key}`;
    let found = changes.get(id);
    if (!found) {
      changes.set(id, (found = { space, key, isDelete: false, value: undefined, metadata: undefined }));
    }
    return found;
  };
  for (const { namespace, writes, metadata, collections } of sets) {
    const space = { namespace, isHashed: false };
    for (const { key, isDelete, value } of writes) {
      Object.assign(change(space, key), { isDelete, value: isDelete ? undefined : buffer(value) });
    }
    for (const { key, entries } of metadata) change(space, key).metadata = entries;
    for (const collection of collections) {
      const hashed = { namespace: hashedNamespace(namespace, collection.name), isHashed: true };
      for (const { keyHash, isDelete, valueHash } of collection.writes) {
        Object.assign(change(hashed, keyHash), { isDelete, value: isDelete ? undefined : buffer(valueHash) });
      }
      for (const { keyHash, entries } of collection.metadata) change(hashed, keyHash).metadata = entries;
    }
  }
  return changes.values();
}
