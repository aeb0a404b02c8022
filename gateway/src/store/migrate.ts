// SPDX-License-Identifier: Apache-2.0
import type { Database } from 'better-sqlite3';

/**
 * Brings a file to the newest schema. Step `n` of the list leads from version `n` to `n + 1`; a step that was
 * released is never edited, only followed by another.
 *
 * @throws Error when the file's version is newer than the list: an older release must not write into it
 */
export function migrate(file: Database, steps: readonly string[]): void {
  const version = file.pragma('user_version', { simple: true }) as number;
  if (version > steps.length) {
    throw new Error(`${file.name} has schema ${version}, this release knows ${steps.length}: upgrade it`);
  }
  for (const [index, step] of steps.entries()) {
    if (index < version) continue;
    file
      .transaction(() => {
        file.exec(step);
        file.pragma(`user_version = ${index + 1}`);
      })
      .immediate();
  }
}
