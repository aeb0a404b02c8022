// SPDX-License-Identifier: Apache-2.0
import { InvalidArgumentError } from 'commander';
import type { Filters } from '../client.js';
import { UsageError } from './exit-codes.js';

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

/**
 * Filters as a command line writes them: `field=value`, the same field again meaning or.
 *
 * @throws UsageError
 */
export function fieldFilters(fields: readonly string[]): Filters {
  const filters: Record<string, string[]> = {};
  for (const field of fields) {
    const at = field.indexOf('=');
    if (at < 1) throw new UsageError(`"${field}" is no filter: write field=value, e.g. product=TAG-01`);
    (filters[field.slice(0, at)] ??= []).push(field.slice(at + 1));
  }
  return filters;
}
