// SPDX-License-Identifier: Apache-2.0
import { appendFile } from 'node:fs/promises';
import { parseJson, type JsonValue } from '@chainshare/chaincode/model';
import { invalidRequest } from '../intake/invalid-request.js';
import { textLines } from '../intake/text-lines.js';
import { KEPT_CHARS_MAX } from '../limits.js';

/** A file of a call that holds one JSON value a line: there may be more of them than memory should hold. */
export class JsonLines {
  readonly path: string;
  #text = '';

  /** @param path - of the file; there is none until something is written */
  constructor(path: string) {
    this.path = path;
  }

  /** Adds a value; when the lines are full then, {@link JsonLines.write} must end before the next. */
  add(value: object): void {
    this.#text += `${JSON.stringify(value)}\n`;
  }

  /** Adds values, and writes them when enough has gathered. */
  async addAll(values: readonly object[]): Promise<void> {
    for (const value of values) this.add(value);
    if (this.isFull) await this.write();
  }

  /** Whether enough has gathered to be written. */
  get isFull(): boolean {
    return this.#text.length >= KEPT_CHARS_MAX;
  }

  /** Writes what has gathered. */
  async write(): Promise<void> {
    if (this.#text === '') return;
    await appendFile(this.path, this.#text, { mode: 0o600 });
    this.#text = '';
  }
}

/**
 * Reads what {@link JsonLines} has written, some values at a time, in the same order; nothing where there is no file.
 *
 * @typeParam T - what the values are; whoever wrote them knows
 * @throws GatewayError INVALID_REQUEST for a file that is something else
 */
export async function* readJsonLines<T>(path: string): AsyncGenerator<readonly T[]> {
  try {
    for await (const lines of textLines(path, 'utf-8')) yield lines.map((line) => parsed(line) as T);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function parsed(line: string): JsonValue {
  try {
    return parseJson(line);
  } catch {
    throw notKept();
  }
}

/** The refusal of a file that is not what was written. */
export function notKept(): Error {
  return invalidRequest([{ pointer: '', code: 'NOT_JSON', message: 'the rows are not as they were kept' }]);
}
