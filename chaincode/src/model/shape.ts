// SPDX-License-Identifier: Apache-2.0
import { LedgerError } from './errors.js';
import { isJsonObject, type JsonArray, type JsonObject, type JsonValue } from './json.js';

/**
 * Reads a value as an object with these members and no others.
 *
 * @param members - for each allowed member whether it must be there
 * @param at - JSON pointer to the value, for the error
 * @throws {@link LedgerError} INVALID_REQUEST
 */
export function objectOf(
  value: JsonValue | undefined,
  members: Readonly<Record<string, 'required' | 'optional'>>,
  at: string,
): JsonObject {
  if (!isJsonObject(value)) throw invalid('this must be an object', at);
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(members, name));
  if (unknown !== undefined) throw invalid('this member is not known', `${at}/${unknown}`);
  const absent = Object.keys(members).find(
    (name) => members[name] === 'required' && !Object.hasOwn(value, name),
  );
  if (absent !== undefined) throw invalid('this member is required', `${at}/${absent}`);
  return value;
}

/**
 * Reads a value as text of 1 to `lengthMax` characters without outer blanks or control characters.
 *
 * @throws {@link LedgerError} INVALID_REQUEST
 */
export function textOf(value: JsonValue | undefined, lengthMax: number, at: string): string {
  const ok = typeof value === 'string' && value !== '' && value.length <= lengthMax && value.trim() === value;
  if (!ok || /\p{Cc}/u.test(value)) {
    throw invalid(`this must be text of 1 to ${lengthMax} characters without outer blanks`, at);
  }
  return value;
}

/**
 * Reads a value as one of a closed list of words.
 *
 * @throws {@link LedgerError} INVALID_REQUEST
 */
export function wordOf<Word extends string>(
  value: JsonValue | undefined,
  words: readonly Word[],
  at: string,
): Word {
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw invalid(`this must be one of ${words.join(', ')}`, at);
  return word;
}

/**
 * Reads a value as an array of `countMin` to `countMax` items, none of them twice.
 *
 * @throws {@link LedgerError} INVALID_REQUEST
 */
export function arrayOf<Item>(
  value: JsonValue | undefined,
  [countMin, countMax]: readonly [number, number],
  at: string,
  read: (item: JsonValue, at: string) => Item,
): Item[] {
  if (!Array.isArray(value)) throw invalid('this must be an array', at);
  const items: JsonArray = value;
  if (items.length < countMin || items.length > countMax) {
    throw invalid(`this must hold ${countMin} to ${countMax} items`, at);
  }
  const seen = new Set<string>();
  return items.map((item, i) => {
    const text = JSON.stringify(item);
    if (seen.has(text)) throw invalid('this stands in the list already', `${at}/${i}`);
    seen.add(text);
    return read(item, `${at}/${i}`);
  });
}

/** The refusal of a value by its form. */
export function invalid(sentence: string, at: string): LedgerError {
  return new LedgerError('INVALID_REQUEST', sentence, { at });
}
