// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import type { ImportState } from '../../answers.js';
import type { Client } from '../../client.js';
import { show } from '../answer-lines.js';
import type { Session } from '../session.js';
import { progressLine } from '../terminal.js';
import { say } from '../words.js';

/** `chainshare import <id>` */
export function importCommand(program: Command, session: () => Session): void {
  program
    .command('import <id>')
    .description('follow a publish call that went on after its answer')
    .action(async (id: string) => {
      const current = session();
      await followToEnd(current, await current.client('operator'), id);
    });
}

/** Shows how far an import is until it ended, then its result. */
export async function followToEnd(session: Session, client: Client, id: string): Promise<void> {
  const progress = progressLine(session.terminal);
  const soFar = ({ done, total }: ImportState): string =>
    say(session.style.language, 'importedSoFar', { done, total });
  try {
    const state = await client.imports(id, {
      onProgress: (reached) => {
        progress.show(soFar(reached));
      },
    });
    progress.end();
    show(session, { value: state, text: () => `${say(session.style.language, 'done')}: ${soFar(state)}` });
  } finally {
    progress.end();
  }
}
