// SPDX-License-Identifier: Apache-2.0
import { readFile, stat } from 'node:fs/promises';
import { UsageError } from './exit-codes.js';
import { JSON_FILE_BYTES_MAX } from './limits.js';

/**
 * The JSON of a file.
 *
 * @throws UsageError when it is too large or no JSON; the error of node:fs when it cannot be read
 */
export async function readJsonFile(file: string): Promise<unknown> {
  const { size } = await stat(file);
  if (size > JSON_FILE_BYTES_MAX)
    throw new UsageError(`${file} is too large; send records as NDJSON instead.`);
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new UsageError(`${file} is not JSON: ${cause.message}`, { cause });
  }
}

/** Whether a value is an object with the given member. */
export function hasMember<N extends string>(value: unknown, name: N): value is Readonly<Record<N, unknown>> {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name);
}
