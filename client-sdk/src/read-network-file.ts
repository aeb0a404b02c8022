// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { NetworkFile } from './network-file.js';

/**
 * Reads a network file and makes the path of its trust file absolute.
 *
 * @throws TypeError when it is no network file; the error of node:fs when it cannot be read
 */
export async function readNetworkFile(file: string): Promise<NetworkFile> {
  const text = await readFile(file, 'utf8');
  let network: Partial<NetworkFile>;
  try {
    network = JSON.parse(text) as Partial<NetworkFile>;
  } catch (cause) {
    throw new TypeError(`${file} is not JSON`, { cause });
  }
  if (!Array.isArray(network.enterprises) || typeof network.trust !== 'string') {
    throw new TypeError(`${file} is not a network file: it lacks enterprises or trust`);
  }
  return { ...(network as NetworkFile), trust: path.resolve(path.dirname(file), network.trust) };
}
