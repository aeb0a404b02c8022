// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from 'commander';
import type { Filters } from '../client.js';
import { fieldFilters, texts, words } from './option-values.js';

/** Which records of a kind a command is about; the names are those of the API's parameters. */
export interface ListFlags {
  readonly publisher?: readonly string[];
  readonly subject?: readonly string[];
  readonly from?: string;
  readonly until?: string;
  readonly q?: string;
  readonly versions?: string;
}

/** Adds the options by which records are chosen to a command that lists them. */
export function addListOptions(command: Command): Command {
  return command
    .option('--publisher <enterprise>', 'who said it; may be repeated', words)
    .option('--subject <code>', 'what it is about: product, lot, location; may be repeated', texts)
    .option('--from <time>', 'business time from (RFC 3339)')
    .option('--until <time>', 'business time until')
    .option('-q <words>', 'words to look for')
    .addOption(
      new Option('--versions <which>', 'the newest of each key, or all').choices(['current', 'all']),
    );
}

/**
 * The filters that options and `field=value` arguments make together.
 *
 * @throws UsageError
 */
export function listFilters(fields: readonly string[], flags: ListFlags): Filters {
  return { ...fieldFilters(fields), ...flags };
}
