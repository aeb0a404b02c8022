// SPDX-License-Identifier: Apache-2.0
import type { TagCandidate } from '../sealing/own-wrap.js';
import { pairKey } from '../sealing/tags.js';
import type { OwnKeys } from './own-keys.js';

/** One version of a member's public key, as first seen on the ledger. */
export interface PinnedKey {
  readonly member: string;
  readonly version: number;
  /** X25519, 32 bytes. */
  readonly publicKey: Uint8Array;
}

/**
 * The keys by which this enterprise recognises what is meant for it: its own versions, and of every member
 * the versions that were pinned. The secret of each pair is computed once.
 */
export class KeyRing {
  readonly own: OwnKeys;
  readonly #pinned = new Map<string, PinnedKey[]>();
  readonly #candidates = new Map<string, readonly TagCandidate[]>();

  constructor(own: OwnKeys, pinned: Iterable<PinnedKey>) {
    this.own = own;
    for (const key of pinned) this.add(key);
  }

  /** Takes over a key that was pinned. */
  add(key: PinnedKey): void {
    const versions = this.#pinned.get(key.member) ?? [];
    if (versions.some(({ version }) => version === key.version)) return;
    this.#pinned.set(
      key.member,
      [...versions, key].sort((a, b) => b.version - a.version),
    );
    this.#candidates.delete(key.member);
  }

  /** Forgets the pairings, because there is a new version of the own key. */
  ownKeysChanged(): void {
    this.#candidates.clear();
  }

  /** The pinned versions of a member's key, newest first. */
  pinned(member: string): readonly PinnedKey[] {
    return this.#pinned.get(member) ?? [];
  }

  /** The pairings under which a member may have tagged a publication for us, newest first. */
  candidates(publisher: string): readonly TagCandidate[] {
    let candidates = this.#candidates.get(publisher);
    if (candidates === undefined) {
      candidates = [...this.#pair(publisher)];
      this.#candidates.set(publisher, candidates);
    }
    return candidates;
  }

  *#pair(publisher: string): Generator<TagCandidate> {
    for (const own of this.own.versions) {
      for (const their of this.pinned(publisher)) {
        const key = pairKey(own.pair, their.publicKey);
        // Of a low-order point nothing secret can be made; such a key recognises nothing.
        if (key !== undefined) yield { ownVersion: own.version, theirVersion: their.version, pairKey: key };
      }
    }
  }
}
