// SPDX-License-Identifier: Apache-2.0
import type { RequestHints } from '../support/request-arbitrary.js';

/** How often a parameter takes a value that means something to the gateway. */
const PROBABILITY = 0.5;

/** Of the texts in bodies, which stand in more places than they fit. */
const TEXT_PROBABILITY = 0.2;

/** Every documented status but 500: a gateway that is behind its peer may say so. */
const EXPECTED = ['2xx', '4xx', 502, 503, 504];

/** Configuration of the fuzzer (TOML) by which it knows the values that mean something. */
export function dictionariesOf({ texts, only }: Pick<RequestHints, 'texts' | 'only'>): string {
  const named = { ...texts, ...only };
  const all = [...new Set(Object.values(texts).flat())];
  const dictionaries = Object.entries({ ...named, text: all }).map(
    ([name, values]) => `[dictionaries.${key(name)}]\nvalues = ${JSON.stringify(values.map(typed))}\n`,
  );
  const parameters = Object.keys(named).map(
    (name) => `${key(name)} = ${use(name, name in only ? 1 : PROBABILITY)}`,
  );
  return [
    ...dictionaries,
    `[parameters]\n${parameters.join('\n')}\n`,
    `[checks.not_a_server_error]\nexpected-statuses = ${JSON.stringify(EXPECTED)}\n`,
    `[generation.dictionaries]\nstring = ${use('text', TEXT_PROBABILITY)}\n`,
  ].join('\n');
}

function use(dictionary: string, probability: number): string {
  return `{ dictionary = ${key(dictionary)}, probability = ${probability.toFixed(1)} }`;
}

/** A parameter that takes numbers takes none that are texts. */
function typed(value: string): string | number {
  return /^\d{1,15}$/.test(value) ? Number(value) : value;
}

/** JSON strings are basic strings of TOML, too. */
function key(name: string): string {
  return JSON.stringify(name);
}
