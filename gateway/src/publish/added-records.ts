// SPDX-License-Identifier: Apache-2.0
import { appendFile, open } from 'node:fs/promises';
import type { CodeFix } from '../intake/code-fix.js';
import { ADDED_RECORDS_WAITING_MAX } from '../limits.js';

/**
 * Keeps the records that make the unknown codes of a file known in a file of their own: they are published after its
 * rows, and there may be as many.
 */
export class AddedRecords {
  readonly #path: string;
  #waiting: string[] = [];

  /** @param path - of the file; there is none until {@link settle} when nothing was added */
  constructor(path: string) {
    this.#path = path;
  }

  async add(fixes: readonly CodeFix[]): Promise<void> {
    for (const fix of fixes) this.#waiting.push(`${JSON.stringify(fix)}\n`);
    if (this.#waiting.length >= ADDED_RECORDS_WAITING_MAX) await this.settle();
  }

  /** Writes down what waits. */
  async settle(): Promise<void> {
    const lines = this.#waiting.join('');
    this.#waiting = [];
    await appendFile(this.#path, lines, { mode: 0o600 });
  }
}

/** Reads what {@link AddedRecords} has kept, in the same order. */
export async function* readAddedRecords(path: string): AsyncGenerator<CodeFix> {
  const file = await open(path);
  for await (const line of file.readLines()) yield JSON.parse(line) as CodeFix;
}
