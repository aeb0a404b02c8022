// SPDX-License-Identifier: Apache-2.0
import { hkdfSync } from 'node:crypto';
import { openBox, sealBox } from './box.js';
import { KEY_BYTES } from './layout.js';
import { contextBytes, type TagContext } from './tags.js';
import { sharedSecret, type KeyPair } from './x25519.js';

/** The two public keys of a wrap: that of the publication and that of the recipient. */
interface WrapKeys {
  readonly ephemeral: Uint8Array;
  readonly recipient: Uint8Array;
}

/**
 * Wraps a slot block for one recipient.
 *
 * @param ephemeral - the key pair of this publication
 * @returns 208 bytes, or `undefined` when the recipient's key is a low-order point
 */
export function sealWrap(
  slotBlock: Uint8Array,
  ephemeral: KeyPair,
  recipient: Uint8Array,
  context: TagContext,
): Buffer | undefined {
  const secret = sharedSecret(ephemeral, recipient);
  if (secret === undefined) return undefined;
  return sealBox(wrapKey(secret, { ephemeral: ephemeral.publicKey, recipient }, context), slotBlock);
}

/**
 * Opens the wrap of one recipient.
 *
 * @returns the slot block, or `undefined` when the wrap is not for this key and context
 */
export function openWrap(
  wrap: Uint8Array,
  ephemeral: Uint8Array,
  own: KeyPair,
  context: TagContext,
): Buffer | undefined {
  const secret = sharedSecret(own, ephemeral);
  if (secret === undefined) return undefined;
  return openBox(wrapKey(secret, { ephemeral, recipient: own.publicKey }, context), wrap);
}

function wrapKey(secret: Uint8Array, keys: WrapKeys, context: TagContext): Buffer {
  const salt = Buffer.concat([keys.ephemeral, keys.recipient]);
  const info = Buffer.concat([Buffer.from('chainshare wrap 1', 'ascii'), contextBytes(context)]);
  return Buffer.from(hkdfSync('sha256', secret, salt, info, KEY_BYTES));
}
