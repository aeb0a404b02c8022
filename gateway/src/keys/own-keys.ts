// SPDX-License-Identifier: Apache-2.0
import { mkdir } from 'node:fs/promises';
import { newKeyPair } from '../sealing/x25519.js';
import { readKeyFiles, writeKeyFile, type EncryptionKey } from './key-file.js';

/** Where the enterprise's own keys are kept, and how. */
export interface OwnKeysConfig {
  /** Folder of the key files; made with mode 0700 when it is not there. */
  readonly dir: string;
  /** Seals the secrets; absent in development only. */
  readonly passphrase?: string;
  /** Tells the time, RFC 3339 in UTC. */
  readonly now: () => string;
}

/** All versions of the enterprise's own encryption key. Old ones are kept: what they opened stays readable. */
export class OwnKeys {
  readonly #config: OwnKeysConfig;
  /** Newest first. */
  #versions: readonly EncryptionKey[];

  private constructor(config: OwnKeysConfig, versions: readonly EncryptionKey[]) {
    this.#config = config;
    this.#versions = versions;
  }

  /**
   * Opens the keys of an enterprise and makes version 1 when there is none.
   *
   * @throws GatewayError KEY_FILE_UNREADABLE
   */
  static async open(config: OwnKeysConfig): Promise<OwnKeys> {
    await mkdir(config.dir, { recursive: true, mode: 0o700 });
    const keys = new OwnKeys(config, (await readKeyFiles(config.dir, config.passphrase)).toReversed());
    if (keys.versions.length === 0) await keys.add();
    return keys;
  }

  /** Every version, newest first. */
  get versions(): readonly EncryptionKey[] {
    return this.#versions;
  }

  /** The newest version. */
  get newest(): EncryptionKey {
    const [newest] = this.#versions;
    if (newest === undefined) throw new Error('keys are opened with at least one version');
    return newest;
  }

  /** The version of this number, or `undefined`. */
  version(version: number): EncryptionKey | undefined {
    return this.#versions.find((key) => key.version === version);
  }

  /**
   * Makes the next version. Nobody knows it before it is published.
   *
   * @param atLeast - its least number, where versions are known elsewhere that are not here
   */
  async add(atLeast = 1): Promise<EncryptionKey> {
    const version = Math.max((this.#versions[0]?.version ?? 0) + 1, atLeast);
    const key = { version, pair: newKeyPair(), createdAt: this.#config.now() };
    await writeKeyFile(this.#config.dir, key, this.#config.passphrase);
    this.#versions = [key, ...this.#versions];
    return key;
  }
}
