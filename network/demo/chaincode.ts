// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { canonical } from '@chainshare/chaincode/model';
import type { DemoEnterprise } from './enterprises.js';

const REPOSITORY = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** Folder of the chaincode package that every organisation agreed to. */
export const CHAINCODE_FOLDER = path.join(REPOSITORY, 'chaincode');

const HASH_HEX = 12;

/** `<semver>+<12 hex>`: the hash of every built file, so that a version names the very bytes that run. */
export function chaincodeVersion(folder = CHAINCODE_FOLDER): string {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string };
  const hash = createHash('sha256');
  for (const file of readdirSync(path.join(folder, 'out'), { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.endsWith('.js') && !file.endsWith('.json')) continue;
    hash.update(`${file}\n`).update(readFileSync(path.join(folder, 'out', file)));
  }
  return `${manifest.version}+${hash.digest('hex').slice(0, HASH_HEX)}`;
}

/** The text that every organisation's chaincode is started with and that `Found` writes: canonical, ascending by id. */
export function foundingMembers(enterprises: readonly DemoEnterprise[]): string {
  const ascending = [...enterprises].sort((a, b) => (a.id < b.id ? -1 : 1));
  return canonical(
    ascending.map(({ id, names, roles, gln, uscc }) => {
      return { id, names: { ...names }, roles: [...roles], gln, uscc, prefixes: [], accreditations: [] };
    }),
  );
}
