// SPDX-License-Identifier: Apache-2.0
import { appendFile } from 'node:fs/promises';
import { invalidRequest } from '../invalid-request.js';
import { textLines } from '../intake/text-lines.js';
import { KEPT_CHARS_MAX } from '../limits.js';

/** A file of lines that a call keeps: there may be more of them than memory should hold. */
export class LineFile {
  readonly path: string;
  #text = '';

  /** @param path - of the file; there is none until something is written */
  constructor(path: string) {
    this.path = path;
  }

  /** Adds a line; after some, {@link LineFile.writeIfFull} must end before the next. */
  add(line: string): void {
    this.#text += `${line}\n`;
  }

  /** Writes what has gathered when it is enough. */
  async writeIfFull(): Promise<void> {
    if (this.#text.length >= KEPT_CHARS_MAX) await this.write();
  }

  /** Writes what has gathered. */
  async write(): Promise<void> {
    if (this.#text === '') return;
    await appendFile(this.path, this.#text, { mode: 0o600 });
    this.#text = '';
  }
}

/** Reads what a {@link LineFile} has written, some lines at a time; nothing where there is no file. */
export async function* readLineFile(path: string): AsyncGenerator<readonly string[]> {
  try {
    yield* textLines(path, 'utf-8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** The refusal of a file that is not what was written. */
export function notKept(): Error {
  return invalidRequest([{ pointer: '', code: 'NOT_JSON', message: 'the rows are not as they were kept' }]);
}
