// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import type { KindDescription } from '../../answers.js';
import { show } from '../answer-lines.js';
import type { Session } from '../session.js';
import { table } from '../table.js';
import { say, type Language } from '../words.js';

const MARK = '✓';

/** `chainshare kinds [kind]` */
export function kindsCommand(program: Command, session: () => Session): void {
  program
    .command('kinds [kind]')
    .description('the kinds of record that can be published, or the fields of one of them')
    .action(async (wanted: string | undefined) => {
      const current = session();
      const { language } = current.style;
      const client = await current.client('viewer');
      if (wanted === undefined) {
        const kinds = await client.kinds();
        show(current, { value: kinds, text: () => kindTable(kinds, language) });
      } else {
        const kind = await client.kind(wanted);
        show(current, { value: kind, text: () => fieldTable(kind, language) });
      }
    });
}

function kindTable(kinds: readonly KindDescription[], language: Language): string {
  const head = (['kind', 'title', 'key'] as const).map((word) => say(language, word));
  return table(
    head,
    kinds.map(({ kind, title, key }) => [kind, title[language], key.join(', ')]),
  );
}

function fieldTable({ key, fields }: KindDescription, language: Language): string {
  const head = (['field', 'title', 'section', 'key', 'required', 'help'] as const).map((word) =>
    say(language, word),
  );
  const rows = fields.map(({ field, title, section, required, help }) => [
    ...[field, title[language], section],
    ...[key.includes(topField(field)) ? MARK : '', required ? MARK : ''],
    help?.[language] ?? '',
  ]);
  return table(head, rows);
}

/** The field of a record that a column belongs to: `order` of `order.line`, `buckets` of `buckets[].start`. */
function topField(column: string): string {
  return /^[^.[]*/.exec(column)?.[0] ?? column;
}
