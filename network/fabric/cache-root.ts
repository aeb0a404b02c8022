// SPDX-License-Identifier: Apache-2.0
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * Folder of what is built or fetched once and used by every checkout (XDG Base Directory Specification).
 *
 * @param given - `CHAINSHARE_CACHE`
 */
export function cacheRoot(given: string | undefined): string {
  return given ?? path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'chainshare');
}
