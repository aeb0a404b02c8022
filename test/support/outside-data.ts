// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from '../unit/project/sources.js';

/** Documents that others publish, beside the repository unless `CHAINSHARE_OUTSIDE_DATA` says where. */
const folder = process.env['CHAINSHARE_OUTSIDE_DATA'] ?? path.resolve(root, '../shared/data');

/** The path of a file or folder of the outside data. */
export const outsidePath = (name: string): string => path.join(folder, name);

/**
 * Whether a test has its outside data. A checkout alone may be without, and then skips the test; where `CI` is
 * `true` that would be a test that silently never runs.
 *
 * @throws Error when it is missing and `CI` is `true`
 */
export function hasOutside(file: string): boolean {
  const found = existsSync(file);
  if (!found && process.env['CI'] === 'true') {
    throw new Error(`${file} is missing: set CHAINSHARE_OUTSIDE_DATA to the folder of outside test data`);
  }
  return found;
}
