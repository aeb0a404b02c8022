// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import type { Change } from '../../answers.js';
import { firstOf, show, tableOrNone } from '../answer-lines.js';
import { ROWS_SHOWN } from '../limits.js';
import { count, words } from '../option-values.js';
import type { Session } from '../session.js';
import { cell, oneLine } from '../table.js';

interface ChangesFlags {
  readonly since?: string;
  readonly kind?: readonly string[];
  readonly count?: number;
}

/** `chainshare changes` */
export function changesCommand(program: Command, session: () => Session): void {
  program
    .command('changes')
    .description('follow what comes to be readable here, until Ctrl-C')
    .option('--since <id>', 'after this change; 0 = from the oldest kept')
    .option('--kind <kind>', 'only this kind; may be repeated', words)
    .option('--count <n>', 'end after so many', count)
    .action(async ({ since, kind, count: left = Infinity }: ChangesFlags) => {
      const current = session();
      const { terminal, style } = current;
      const client = await current.client('viewer');
      let remaining = left;
      const options = {
        ...(since === undefined ? {} : { since }),
        ...(kind === undefined ? {} : { kind }),
        signal: terminal.interrupt(),
      };
      for await (const change of client.changes(options)) {
        terminal.out(style.json ? JSON.stringify(change) : changeLine(change));
        remaining--;
        if (remaining <= 0) break;
      }
    });
}

function changeLine({ time, type, kind, subject, data, id }: Change): string {
  const publisher = cell(data['publisher']);
  const parts = [time, type, kind, publisher, subject, `(${id})`];
  return oneLine(parts.filter((part) => part !== undefined && part !== '').join('  '));
}

/** `chainshare access-log` */
export function accessLogCommand(program: Command, session: () => Session): void {
  program
    .command('access-log')
    .description('what this gateway served or refused, newest first')
    .action(async () => {
      const current = session();
      const { data, basis } = await firstOf((await current.client('admin')).accessLog(), ROWS_SHOWN);
      show(current, {
        value: { data, ...basis },
        text: () => tableOrNone(data, current),
        basis,
      });
    });
}
