// SPDX-License-Identifier: Apache-2.0
import type { CollectionSet, NamespaceSet } from '../simulation/read-write-set.js';
import { hashedNamespace } from '../storage/keys.js';
import type { StateReader } from '../storage/state.js';
import { sameVersion, type Version } from '../storage/version.js';
import { isRangeUnchanged } from './range-check.js';
import { Code } from './transaction.js';
import { rawKey, type Space, type UpdateBatch } from './update-batch.js';

/**
 * Whether everything that a transaction read is still so (core/ledger/kvledger/txmgmt/validation): VALID,
 * MVCC_READ_CONFLICT or PHANTOM_READ_CONFLICT. Updates are those of earlier transactions of the block.
 */
export async function checkConflicts(
  sets: readonly NamespaceSet[],
  state: StateReader,
  updates: UpdateBatch,
): Promise<number> {
  for (const set of sets) {
    const { namespace, reads, ranges, collections } = set;
    const space = { namespace, isHashed: false };
    const isStale = reads.some(({ key, version }) => isChanged(space, key, version, { state, updates }));
    if (isStale) return Code.MVCC_READ_CONFLICT;
    for (const query of ranges) {
      if (!(await isRangeUnchanged(namespace, query, state, updates))) return Code.PHANTOM_READ_CONFLICT;
    }
    if (collections.some((one) => isCollectionStale(namespace, one, { state, updates }))) {
      return Code.MVCC_READ_CONFLICT;
    }
  }
  return Code.VALID;
}

interface Present {
  readonly state: StateReader;
  readonly updates: UpdateBatch;
}

function isCollectionStale(namespace: string, { name, reads }: CollectionSet, present: Present): boolean {
  const space = { namespace: hashedNamespace(namespace, name), isHashed: true };
  return reads.some(({ keyHash, version }) => isChanged(space, keyHash, version, present));
}

function isChanged(
  space: Space,
  key: string,
  version: Version | undefined,
  { state, updates }: Present,
): boolean {
  if (updates.get(space, key)) return true;
  return !sameVersion(state.get(space.namespace, rawKey(space, key))?.version, version);
}
