// SPDX-License-Identifier: Apache-2.0
import { prepared, type Operation } from '../store/operation.js';

/** A member's key version as its publication states it. */
export interface KeyToPin {
  readonly member: string;
  readonly version: number;
  readonly publicKey: Uint8Array;
  /** Where it was first seen. */
  readonly publication: string;
}

/**
 * What came of pinning: `pinned` when it is new, `known` when the same was seen before, `changed` when the
 * version has another key, `taken` when another version or member has this key.
 */
export type PinOutcome = 'pinned' | 'known' | 'changed' | 'taken';

/** Keeps the key of a member's version for ever. What was seen first counts; anything else is refused. */
export const pinnedKeyAdd: Operation<KeyToPin, PinOutcome> = (db, key) => {
  const bytes = Buffer.from(key.publicKey);
  const version = prepared<{ publicKey: Buffer }>(
    db.vault,
    'SELECT public_key AS publicKey FROM pinned_key WHERE member = ? AND version = ?',
  ).get(key.member, key.version);
  if (version !== undefined) return version.publicKey.equals(bytes) ? 'known' : 'changed';
  const taken = prepared(db.vault, 'SELECT 1 FROM pinned_key WHERE public_key = ?').get(bytes);
  if (taken !== undefined) return 'taken';
  prepared(
    db.vault,
    'INSERT INTO pinned_key (member, version, public_key, publication) VALUES (?, ?, ?, ?)',
  ).run(key.member, key.version, bytes, key.publication);
  return 'pinned';
};

/** Every pinned key. */
export const pinnedKeyList: Operation<null, readonly KeyToPin[]> = (db) =>
  prepared<KeyToPin>(
    db.vault,
    'SELECT member, version, public_key AS publicKey, publication FROM pinned_key ORDER BY member, version',
  ).all();
