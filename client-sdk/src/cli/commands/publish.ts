// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { Option, type Command } from 'commander';
import type { PublishResult } from '../../answers.js';
import type { Client } from '../../client.js';
import { audienceOf, type FileOptions } from '../../publish.js';
import { contentTypeOf } from '../../upload-body.js';
import type { Published } from '../../kinds.js';
import { SECTIONS, type Section } from '../../verify/index.js';
import { show } from '../answer-lines.js';
import { UsageError } from '../exit-codes.js';
import { faultTable } from '../failure.js';
import { readJsonFile } from '../json-file.js';
import { profileOf, recordsOf } from '../json-shapes.js';
import { seconds, words, wordsOf } from '../option-values.js';
import type { Session } from '../session.js';
import { table } from '../table.js';
import { progressLine } from '../terminal.js';
import { say, type Language } from '../words.js';
import { followToEnd } from './import.js';

interface PublishFlags {
  readonly to?: readonly string[];
  readonly sections?: readonly Section[];
  readonly note?: string;
  readonly dryRun?: boolean;
  readonly onError?: 'rollback' | 'proceed';
  readonly observedAt?: string;
  readonly tz?: string;
  readonly snapshot?: readonly string[];
  readonly addUnknown?: boolean;
  readonly wait?: number;
  readonly key?: string;
  readonly type?: string;
  readonly profile?: string;
}

/** `chainshare publish <kind> <file>` */
export function publishCommand(program: Command, session: () => Session): void {
  program
    .command('publish <kind> <file>')
    .description(
      'publish a table (XLSX, CSV, NDJSON), records in JSON, or a standard’s own document; - reads standard input',
    )
    .option('--to <enterprise>', 'who receives it beside those of the policies; may be repeated', words)
    .option('--sections <section>', 'what those of --to receive; may be repeated', wordsOf(SECTIONS))
    .option('--note <text>', 'a note in every record')
    .option('--dry-run', 'say who would receive what, and publish nothing')
    .addOption(new Option('--on-error <mode>', 'what a bad row does').choices(['rollback', 'proceed']))
    .option(
      '--snapshot <field>',
      'the file is all there is of each value of this field in it, or * of all: what it lacks becomes 0; may be repeated',
      words,
    )
    .option('--add-unknown', 'publish a product or location record as well for every code that is unknown')
    .option('--observed-at <time>', 'time of observation where the file has no column for it (RFC 3339)')
    .option('--tz <zone>', 'zone of times of a sheet that state none, e.g. Asia/Shanghai')
    .option('--wait <seconds>', 'how long to wait for the final answer', seconds)
    .option('--key <key>', 'idempotency key: repeating the command with it cannot publish twice')
    .option('--type <media type>', 'what the file is, when its name does not say')
    .option('--profile <urn>', 'the standard whose document the file is; found out for those of Catena-X')
    .action(async (kind: string, file: string, flags: PublishFlags) => {
      await publish(session(), kind, file, flags);
    });
}

async function publish(session: Session, kind: string, file: string, flags: PublishFlags): Promise<void> {
  const client = await session.client('operator');
  const progress = progressLine(session.terminal);
  const options: FileOptions = {
    ...optionsOf(flags),
    onProgress: ({ bytesSent }) => {
      progress.show(say(session.style.language, 'sent', { bytes: bytesSent }));
    },
  };
  try {
    const result = await send(client, { kind, file, flags, folder: session.terminal.folder }, options);
    progress.end();
    showResult(session, result);
    if (result.importId !== undefined) await followToEnd(session, client, result.importId);
  } finally {
    progress.end();
  }
}

function optionsOf(flags: PublishFlags): FileOptions {
  const { to, sections, note, dryRun, onError, observedAt, tz, snapshot, addUnknown, wait, key } = flags;
  const given = { to, sections, note, dryRun, onError, observedAt, tz, snapshot, addUnknown, wait };
  const all = Object.entries({ ...given, idempotencyKey: key });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

interface Source {
  readonly kind: string;
  readonly file: string;
  readonly flags: PublishFlags;
  readonly folder: string;
}

async function send(client: Client, source: Source, options: FileOptions): Promise<PublishResult> {
  const { kind, file, flags, folder } = source;
  const named = flags.type ?? (flags.profile === undefined ? undefined : profileType(flags.profile));
  if (file === '-') {
    if (named === undefined)
      throw new UsageError('Say what standard input is: --type text/csv, or --profile.');
    return client.publishFile(kind, process.stdin as AsyncIterable<Uint8Array>, {
      ...options,
      contentType: named,
    });
  }
  const absolute = path.resolve(folder, file);
  const contentType = named ?? contentTypeOf(file);
  if (contentType !== undefined) return client.publishFile(kind, absolute, { ...options, contentType });
  const value = await readJsonFile(absolute);
  const profile = profileOf(value);
  if (profile !== undefined) {
    return client.publishFile(kind, absolute, { ...options, contentType: profileType(profile) });
  }
  return client.publish<string>(
    kind,
    recordsOf(value, file) as readonly object[] as readonly Published<string>[],
    options,
  );
}

function profileType(urn: string): string {
  return `application/json; profile="${urn}"`;
}

function showResult(session: Session, result: PublishResult): void {
  const { terminal, style } = session;
  show(session, { value: result, text: () => resultText(result, session) });
  if (style.json) return;
  const faults = [...result.errors, ...result.warnings];
  if (faults.length > 0) terminal.err(faultTable(faults, faults.length, style.language));
  if (faults.some(({ fix }) => fix !== undefined)) terminal.err(say(style.language, 'unknownCodes'));
}

function countLines(
  { state, accepted, zeroed, added }: PublishResult,
  language: Language,
): readonly string[] {
  const isTried = state === 'dry-run';
  const counts = [
    [isTried ? 'wouldPublish' : 'published', accepted],
    [isTried ? 'wouldZero' : 'zeroed', zeroed],
    [isTried ? 'wouldAdd' : 'added', added],
  ] as const;
  return counts
    .filter(([, count], i) => i === 0 || count > 0)
    .map(([word, count]) => say(language, word, { count }));
}

function resultText(result: PublishResult, { style: { language } }: Session): string {
  if (result.state === 'running') return say(language, 'running', { id: result.importId ?? '' });
  const places = new Map(result.publications.map((one) => [one.transactionId, one.block] as const));
  const lines = [...countLines(result, language)];
  for (const [transaction, block] of places) {
    if (transaction === undefined || block === undefined) continue;
    lines.push(`${say(language, 'block')} ${block}, ${say(language, 'transaction')} ${transaction}`);
  }
  const audience = audienceOf(result);
  if (audience.length === 0) return [...lines, say(language, 'nobodyReceives')].join('\n');
  const head = [say(language, 'enterprise'), say(language, 'sections'), say(language, 'policy')];
  const rows = audience.map((entry) => [
    entry.enterprise,
    entry.sections.join(', '),
    entry.policy.join(', '),
  ]);
  return [...lines, table(head, rows)].join('\n');
}
