// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import type { EncryptionKey } from './key-file.js';
import type { KeyRing } from './key-ring.js';

/** What publishing the own keys needs. */
export interface KeyPublicationContext {
  readonly enterprise: string;
  readonly ring: KeyRing;
  /**
   * Publishes one record of kind `key` to the network, inline; returns when it stands in the own projection.
   * The same idempotency key publishes once, however often it is called.
   */
  readonly publish: (record: JsonObject, idempotencyKey: string) => Promise<void>;
}

/** What was done: nothing, a key was published, or new keys were made because the ledger knows others. */
export type KeyPublicationOutcome = 'published-before' | 'published' | 'replaced';

/**
 * Sees to it that the newest own key stands on the ledger, so that others can seal for this enterprise. To be
 * called when the ledger has been read to its end.
 *
 * When the ledger knows a version that the key files do not have, or has another key under its number, the
 * files were lost: what was sealed under those keys stays closed, and a version after them is made.
 */
export async function ensureKeyPublished(context: KeyPublicationContext): Promise<KeyPublicationOutcome> {
  const { ring, enterprise } = context;
  const [published] = ring.pinned(enterprise);
  const known = published === undefined ? undefined : ring.own.version(published.version);
  const isLost = published !== undefined && !known?.pair.publicKey.equals(published.publicKey);
  if (isLost) {
    await ring.own.add(published.version + 1);
    ring.ownKeysChanged();
  }
  const { newest } = ring.own;
  if (!isLost && published?.version === newest.version) return 'published-before';
  await publishKey(newest, context);
  return isLost ? 'replaced' : 'published';
}

/**
 * Makes the next version of the own key and publishes it. Until it stands on the ledger, the version before
 * goes on being used; it is kept for ever, for what was sealed under it.
 */
export async function rotateKey(context: KeyPublicationContext): Promise<EncryptionKey> {
  const key = await context.ring.own.add();
  context.ring.ownKeysChanged();
  await publishKey(key, context);
  return key;
}

/**
 * The version to seal under: the newest that stands on the ledger, because others look for tags of published
 * keys only. The first key seals its own publication.
 */
export function sealingKey(ring: KeyRing, enterprise: string): EncryptionKey {
  const published = ring.pinned(enterprise);
  return ring.own.versions.find((own) => isPublished(own, published)) ?? ring.own.newest;
}

function isPublished(own: EncryptionKey, published: ReturnType<KeyRing['pinned']>): boolean {
  return published.some(
    ({ version, publicKey }) => version === own.version && own.pair.publicKey.equals(publicKey),
  );
}

async function publishKey(
  { version, pair, createdAt }: EncryptionKey,
  { publish }: KeyPublicationContext,
): Promise<void> {
  const publicKey = pair.publicKey.toString('base64url');
  // The key itself is part of the name: files that were lost and made anew publish another record.
  await publish({ version, publicKey, createdAt }, `system:key:${version}:${publicKey}`);
}
