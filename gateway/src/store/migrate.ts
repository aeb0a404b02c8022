// SPDX-License-Identifier: Apache-2.0
import type { Database } from 'better-sqlite3';

/**
 * Brings a file to the newest schema. Step `n` of the list leads from version `n` to `n + 1`; a step that was
 * released is never edited, only followed by another.
 *
 * @throws Error when the file's version is newer than the list: an older release must not write into it
 */
export function migrate(file: Database, steps: readonly string[]): void {
  const version = knownVersion(file, steps.length);
  for (const [index, step] of steps.entries()) {
    if (index >= version) run(file, step, index + 1);
  }
}

/**
 * Makes the tables of a file that is never migrated, unless they are there.
 *
 * @throws Error when the file's version is newer
 */
export function establish(file: Database, version: number, schema: string): void {
  if (knownVersion(file, version) === 0) run(file, schema, version);
}

/** Version of the schema of a file; 0 while it is empty. */
export function versionOf(file: Database): number {
  return file.pragma('user_version', { simple: true }) as number;
}

function knownVersion(file: Database, newest: number): number {
  const version = versionOf(file);
  if (version > newest) {
    throw new Error(`${file.name} has schema ${version}, this release knows ${newest}: upgrade it`);
  }
  return version;
}

function run(file: Database, sql: string, version: number): void {
  file
    .transaction(() => {
      file.exec(sql);
      file.pragma(`user_version = ${version}`);
    })
    .immediate();
}
