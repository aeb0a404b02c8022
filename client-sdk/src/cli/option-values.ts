// SPDX-License-Identifier: Apache-2.0
import { InvalidArgumentError } from 'commander';

/** A list option: repeated, or with commas. It takes one word each time, so it never swallows what comes behind it. */
export function words(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, ...value.split(',').filter((word) => word !== '')];
}

/** A list option whose values may hold commas: only repeated. */
export function texts(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

/** A list option of given words. */
export function wordsOf(
  known: readonly string[],
): (value: string, previous?: readonly string[]) => readonly string[] {
  return (value, previous) => {
    const list = words(value, previous);
    const unknown = list.filter((word) => !known.includes(word));
    if (unknown.length > 0) throw new InvalidArgumentError(`Known are: ${known.join(', ')}.`);
    return list;
  };
}

/** A whole number from 1. */
export function count(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError('Not a number from 1.');
  return Number(value);
}

/** Seconds, 0 and more. */
export function seconds(value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw new InvalidArgumentError('Not a number of seconds.');
  return Number(value);
}
