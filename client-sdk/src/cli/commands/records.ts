// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import type { Received } from '../../answers.js';
import { firstOf, show, tableOrNone } from '../answer-lines.js';
import { ROWS_SHOWN, VALUE_COLUMNS } from '../limits.js';
import { addListOptions, listFilters, type ListFlags } from '../list-options.js';
import { count } from '../option-values.js';
import type { Session } from '../session.js';
import { cell, objectText, table } from '../table.js';
import { say, type Language } from '../words.js';

interface QueryFlags extends ListFlags {
  readonly limit?: number;
}

/** `chainshare query <kind> [field=value…]` */
export function queryCommand(program: Command, session: () => Session): void {
  addListOptions(program.command('query <kind> [filters...]'))
    .description('own and received records; filters are field=value, the same field again means or')
    .option('--limit <n>', `how many to show, ${ROWS_SHOWN} unless said otherwise`, count)
    .action(async (kind: string, fields: readonly string[], flags: QueryFlags) => {
      const current = session();
      const client = await current.client('viewer');
      const { limit = ROWS_SHOWN, ...chosen } = flags;
      const { data, basis } = await firstOf(client.query(kind, listFilters(fields, chosen)), limit);
      show(current, {
        value: { data, ...basis },
        text: () => recordTable(data, current.style.language),
        basis,
      });
    });
}

function recordTable(records: readonly Received[], language: Language): string {
  if (records.length === 0) return say(language, 'none');
  const fields = fieldsShown(records);
  const head = [say(language, 'publisher'), ...fields, say(language, 'publishedAt'), say(language, 'id')];
  const rows = records.map(({ publisher, values, publishedAt, id }) => [
    publisher,
    ...fields.map((field) => cell(values[field])),
    publishedAt,
    id,
  ]);
  return table(head, rows);
}

/** What fits: fields that hold one text or number before those that hold more. */
function fieldsShown(records: readonly Received[]): readonly string[] {
  const entries = records.flatMap(({ values }) => Object.entries(values));
  const isWide = (value: unknown): boolean => typeof value === 'object';
  const names = (wide: boolean): string[] =>
    entries.filter(([, value]) => isWide(value) === wide).map(([name]) => name);
  return [...new Set([...names(false), ...names(true)])].slice(0, VALUE_COLUMNS);
}

/** `chainshare get <id>` */
export function getCommand(program: Command, session: () => Session): void {
  program
    .command('get <id>')
    .description('one record')
    .action(async (id: string) => {
      const current = session();
      const answer = await (await current.client('viewer')).get(id);
      show(current, { value: answer, text: () => recordText(answer.data), basis: answer });
    });
}

function recordText({ values, withheld, ...facts }: Received): string {
  const gaps = withheld.map(({ scope, reason }) => [scope, `(${reason})`] as const);
  return `${objectText(values)}\n\n${objectText({ ...facts, ...Object.fromEntries(gaps) })}`;
}

/** `chainshare access <id>` */
export function accessCommand(program: Command, session: () => Session): void {
  program
    .command('access <id>')
    .description('who has a record, and why')
    .action(async (id: string) => {
      const current = session();
      const answer = await (await current.client('viewer')).access(id);
      show(current, {
        value: answer,
        text: () => tableOrNone(answer.data, current),
        basis: answer,
      });
    });
}
