// SPDX-License-Identifier: Apache-2.0
import { parseJson, type JsonValue } from '@chainshare/chaincode/model';
import { LineFile, notKept, readLineFile } from './line-file.js';

/** A file of a call that holds one JSON value a line. */
export class JsonLines extends LineFile {
  /** Adds values, each as a line. */
  addAll(values: readonly object[]): void {
    for (const value of values) this.add(JSON.stringify(value));
  }
}

/**
 * Reads what {@link JsonLines} has written, some values at a time, in the same order; nothing where there is no file.
 *
 * @typeParam T - what the values are; whoever wrote them knows
 * @throws GatewayError INVALID_REQUEST for a file that is something else
 */
export async function* readJsonLines<T>(path: string): AsyncGenerator<readonly T[]> {
  for await (const lines of readLineFile(path)) yield lines.map((line) => parseKept(line) as T);
}

/**
 * Reads one value.
 *
 * @throws GatewayError INVALID_REQUEST for what was not written as JSON
 */
export function parseKept(text: string): JsonValue {
  try {
    return parseJson(text);
  } catch {
    throw notKept();
  }
}
