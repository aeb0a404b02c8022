// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root, seen from the compiled test (test/out/unit/project). */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../..');

const SKIPPED = new Set(['node_modules', 'out', '.git', '.chainshare', 'coverage']);

/** A file of the repository: its path with forward slashes from the root, and its text. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

/** Every file below a folder whose name ends in one of the given endings. */
export function filesBelow(folder: string, ...endings: readonly string[]): SourceFile[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesBelow(name, ...endings);
    if (!endings.some((ending) => entry.name.endsWith(ending))) return [];
    return [{ name, text: readFileSync(path.join(root, name), 'utf8') }];
  });
}

/** The module specifiers that a TypeScript file imports or re-exports. */
export function importsOf(file: SourceFile): string[] {
  const specifiers = /(?:^|\n)\s*(?:import\s*|(?:import|export)\b[^;'"]*?\bfrom\s*)['"]([^'"]+)['"]/g;
  return [...file.text.matchAll(specifiers)].map((match) => match[1] ?? '');
}
