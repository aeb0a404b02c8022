// SPDX-License-Identifier: Apache-2.0
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

/** A secret under a passphrase, as it stands in a file; binary members are base64url. */
export interface PassphraseBox {
  readonly kdf: 'scrypt';
  readonly salt: string;
  readonly nonce: string;
  /** AES-256-GCM, 16-byte tag appended. */
  readonly ciphertext: string;
}

/** Cost of scrypt (RFC 7914): 128 MB and about half a second for every guess, once for every key version. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 160 * 2 ** 20 } as const;

const keyBytes = 32;
const saltBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;

const derive = promisify<string, Buffer, number, typeof cost, Buffer>(scrypt);

/** Puts a secret under a passphrase. */
export async function sealWithPassphrase(secret: Uint8Array, passphrase: string): Promise<PassphraseBox> {
  const salt = randomBytes(saltBytes);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', await deriveKey(passphrase, salt), nonce);
  const ciphertext = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  return {
    kdf: 'scrypt',
    salt: salt.toString('base64url'),
    nonce: nonce.toString('base64url'),
    ciphertext: ciphertext.toString('base64url'),
  };
}

/**
 * Takes a secret out again.
 *
 * @returns `undefined` when the passphrase is another one, or the box was changed
 */
export async function openWithPassphrase(
  box: PassphraseBox,
  passphrase: string,
): Promise<Buffer | undefined> {
  const sealed = Buffer.from(box.ciphertext, 'base64url');
  const key = await deriveKey(passphrase, Buffer.from(box.salt, 'base64url'));
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(box.nonce, 'base64url'));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  const plaintext = decipher.update(sealed.subarray(0, -tagBytes));
  try {
    return Buffer.concat([plaintext, decipher.final()]);
  } catch {
    // The only failure that is left: the tag does not match.
    return undefined;
  }
}

/** The same characters typed on another system may come in another normal form. */
function deriveKey(passphrase: string, salt: Buffer): Promise<Buffer> {
  return derive(passphrase.normalize('NFKC'), salt, keyBytes, cost);
}
