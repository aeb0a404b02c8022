// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Option, type Command } from 'commander';
import { verify, type Verified } from '../../verify/index.js';
import { show } from '../answer-lines.js';
import { UsageError } from '../exit-codes.js';
import type { Session } from '../session.js';
import { cell, list } from '../table.js';
import { bold } from '../terminal.js';
import { say } from '../words.js';

interface ProofFlags {
  readonly level: '1' | '2';
  readonly output?: string;
}

/** `chainshare proof <id>`, also called `pack` */
export function proofCommand(program: Command, session: () => Session): void {
  program
    .command('proof <id>')
    .alias('pack')
    .description('the proof pack of a record, which anybody can verify offline')
    .addOption(
      new Option('--level <level>', '1: endorsed; 2: also ordered in a block')
        .choices(['1', '2'])
        .default('1'),
    )
    .option('-o, --output <file>', 'write it to a file')
    .action(async (id: string, { level, output }: ProofFlags) => {
      const current = session();
      const pack = await (await current.client('viewer')).proof(id, level === '2' ? 2 : 1);
      // Without a line end, here and in a file: no byte of a pack goes unchecked.
      if (output === undefined) {
        current.terminal.outExactly(pack);
        return;
      }
      await writeFile(path.resolve(current.terminal.folder, output), pack);
      current.terminal.err(say(current.style.language, 'written', { file: output }));
    });
}

/** `chainshare verify <pack.json | id>` */
export function verifyCommand(program: Command, session: () => Session): void {
  program
    .command('verify <pack>')
    .description(
      'verify a proof pack (a file) without asking anybody, or a record (an id) with the proof of a gateway',
    )
    .option('--trust <file>', 'whom to trust; unless given, the trust file of the running network')
    .action(async (target: string, flags: { readonly trust?: string }) => {
      const current = session();
      const pack = await packOf(current, target);
      const verified = verify(pack, await trustOf(current, flags.trust));
      show(current, { value: verified, text: () => verifiedText(verified, current) });
    });
}

async function packOf(session: Session, target: string): Promise<string | Uint8Array> {
  if (/^[0-9a-f]{64}\.\d+$/.test(target)) return (await session.client('viewer')).proof(target);
  return readFile(path.resolve(session.terminal.folder, target));
}

async function trustOf(session: Session, file: string | undefined): Promise<string> {
  if (file !== undefined) return readFile(path.resolve(session.terminal.folder, file), 'utf8');
  try {
    return await readFile((await session.network()).trust, 'utf8');
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    throw new UsageError('Say whom to trust: --trust trust.json', { cause });
  }
}

function verifiedText(verified: Verified, { terminal, style: { language } }: Session): string {
  const { level, publisher, kind, publishedAt, transactionId, block, recordId, values, development } =
    verified;
  const title = `${bold(terminal, say(language, 'verified'))} L${level}: ${say(language, level === 1 ? 'levelOne' : 'levelTwo')}`;
  const facts: [string, string][] = [
    [say(language, 'publisher'), publisher],
    [say(language, 'kind'), kind],
    [say(language, 'publishedAt'), publishedAt],
    [say(language, 'transaction'), transactionId],
    ...(block === undefined ? [] : [[say(language, 'block'), String(block)] as [string, string]]),
    [say(language, 'id'), recordId],
  ];
  const fields = Object.values(values).flatMap((section) => Object.entries(section));
  const shown = list(fields.map(([name, value]) => [name, cell(value)]));
  const note = development ? `\n\n${say(language, 'development')}` : '';
  return `${title}\n\n${list(facts)}\n\n${shown}${note}`;
}
