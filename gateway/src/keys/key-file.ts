// SPDX-License-Identifier: Apache-2.0
import { open, readdir, readFile, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { GatewayError } from '../errors.js';
import { KEY_BYTES } from '../sealing/layout.js';
import { keyPairOf, secretOf, type KeyPair } from '../sealing/x25519.js';
import { openWithPassphrase, sealWithPassphrase, type PassphraseBox } from './passphrase-box.js';

/** One version of the enterprise's own X25519 key. */
export interface EncryptionKey {
  /** From 1; the greatest is the newest. */
  readonly version: number;
  readonly pair: KeyPair;
  /** RFC 3339, UTC. */
  readonly createdAt: string;
}

/** A key as it stands in its file: the secret in clear in development, else under a passphrase. */
interface KeyFile {
  readonly version: number;
  readonly createdAt: string;
  readonly publicKey: string;
  readonly secret: string | PassphraseBox;
}

const fileName = /^encryption-([1-9]\d*)\.json$/;

/**
 * Reads every key version in a folder, oldest first.
 *
 * @param passphrase - absent in development, where secrets are kept in clear
 * @throws GatewayError KEY_FILE_UNREADABLE when a file is damaged or the passphrase is not the one it was sealed with
 */
export async function readKeyFiles(dir: string, passphrase?: string): Promise<readonly EncryptionKey[]> {
  const names = (await readdir(dir)).filter((name) => fileName.test(name));
  const keys: EncryptionKey[] = [];
  // One after another: each scrypt takes 128 MB while it runs.
  for (const name of names) keys.push(await readKeyFile(join(dir, name), passphrase));
  return keys.sort((a, b) => a.version - b.version);
}

/**
 * Writes a key version, durably and readable by its owner only. The file appears whole or not at all.
 *
 * @throws Error of the file system; EEXIST never: a version is written once, by one process
 */
export async function writeKeyFile(dir: string, key: EncryptionKey, passphrase?: string): Promise<void> {
  const secret = secretOf(key.pair);
  const content: KeyFile = {
    version: key.version,
    createdAt: key.createdAt,
    publicKey: key.pair.publicKey.toString('base64url'),
    secret:
      passphrase === undefined ? secret.toString('base64url') : await sealWithPassphrase(secret, passphrase),
  };
  const path = join(dir, `encryption-${key.version}.json`);
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(content, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
  await syncFolder(dir);
}

/** Without it, a power cut may forget the new name, and with it the key. */
async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function readKeyFile(path: string, passphrase?: string): Promise<EncryptionKey> {
  const { version, createdAt, publicKey, secret } = parse(await readFile(path, 'utf8'), path);
  const bytes =
    typeof secret === 'string' ? Buffer.from(secret, 'base64url') : await openSecret(secret, passphrase);
  if (bytes?.length !== KEY_BYTES) throw unreadable(path);
  const pair = keyPairOf(bytes);
  // A damaged secret would otherwise show only when nothing opens any more.
  if (pair.publicKey.toString('base64url') !== publicKey) throw unreadable(path);
  return { version, pair, createdAt };
}

async function openSecret(secret: PassphraseBox, passphrase?: string): Promise<Buffer | undefined> {
  return passphrase === undefined ? undefined : openWithPassphrase(secret, passphrase);
}

function parse(text: string, path: string): KeyFile {
  try {
    return JSON.parse(text) as KeyFile;
  } catch (error) {
    if (error instanceof SyntaxError) throw unreadable(path, error);
    throw error;
  }
}

function unreadable(path: string, cause?: unknown): GatewayError {
  return new GatewayError('KEY_FILE_UNREADABLE', { facts: { file: basename(path) }, cause });
}
