// SPDX-License-Identifier: Apache-2.0
import { createWriteStream } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import type { Client } from '../../client.js';
import { NotFoundError, RequestError } from '../../errors.js';
import type { ExportForm } from '../../exports.js';
import type { Mapping } from '../../mappings.js';
import { show } from '../answer-lines.js';
import { UsageError } from '../exit-codes.js';
import { addListOptions, listFilters, type ListFlags } from '../list-options.js';
import { words } from '../option-values.js';
import type { Session } from '../session.js';
import { objectText } from '../table.js';
import { progressLine } from '../terminal.js';
import { say } from '../words.js';

const FORMS: readonly ExportForm[] = ['csv', 'xlsx', 'ndjson'];

/** `chainshare export <kind> <file> [field=value…]` */
export function exportCommand(program: Command, session: () => Session): void {
  addListOptions(program.command('export <kind> <file> [filters...]'))
    .description('own and received records as a file: .csv, .xlsx or .ndjson; filters are field=value')
    .action(async (kind: string, file: string, fields: readonly string[], flags: ListFlags) => {
      const current = session();
      const form = formOf(file, FORMS);
      const client = await current.client('viewer');
      const bytes = await save(current, file, client.export(kind, form, listFilters(fields, flags)));
      show(current, {
        value: { file, bytes },
        text: () => say(current.style.language, 'saved', { file, bytes }),
      });
    });
}

/** `chainshare template <kind> <file>` */
export function templateCommand(program: Command, session: () => Session): void {
  program
    .command('template <kind> <file>')
    .description('an empty table of a kind to fill in: .csv, or .xlsx with help for every column')
    .action(async (kind: string, file: string) => {
      const current = session();
      const form = formOf(file, ['csv', 'xlsx']);
      const content = await (await current.client('viewer')).template(kind, form);
      await writeFile(path.resolve(current.terminal.folder, file), content);
      const bytes = content.length;
      show(current, {
        value: { file, bytes },
        text: () => say(current.style.language, 'saved', { file, bytes }),
      });
    });
}

/** `chainshare mapping …` */
export function mappingCommand(program: Command, session: () => Session): void {
  const mapping = program.command('mapping').description('what the columns of own sheets mean, told once');
  mapping
    .command('set <kind> <file> <columns...>')
    .description(
      'header=field for every column of the file that the kind does not know; header= leaves it out',
    )
    .option('--unit <name=code>', 'what the sheet calls a unit, e.g. 箱=XBX; may be repeated', words)
    .option('--tz <zone>', 'zone of times that state none, e.g. Asia/Shanghai')
    .action(async (kind: string, file: string, columns: readonly string[], flags: MappingFlags) => {
      const current = session();
      const client = await current.client('operator');
      const address = await addressOf(client, kind, path.resolve(current.terminal.folder, file));
      const wanted = mappingOf(columns, flags);
      const kept = await client.mappings.put(address, wanted, await versionOf(client, address));
      show(current, {
        value: { address, ...kept.mapping },
        text: () => `${address}\n${objectText(kept.mapping)}`,
      });
    });
  mapping
    .command('get <address>')
    .description('a mapping by its address /v1/mappings/…')
    .action(async (address: string) => {
      const current = session();
      const { mapping: kept } = await (await current.client('operator')).mappings.get(address);
      show(current, { value: kept, text: () => objectText(kept) });
    });
  mapping
    .command('remove <address>')
    .description('forget a mapping')
    .action(async (address: string) => {
      const current = session();
      await (await current.client('operator')).mappings.remove(address);
      show(current, { value: { removed: address }, text: () => address });
    });
}

interface MappingFlags {
  readonly unit?: readonly string[];
  readonly tz?: string;
}

/** The gateway names the address of a sheet's mapping where it does not know a column, so it is asked. */
async function addressOf(client: Client, kind: string, file: string): Promise<string> {
  try {
    await client.publishFile(kind, file, { dryRun: true });
  } catch (error) {
    const address =
      error instanceof RequestError
        ? error.errors.find((fault) => fault.mapping !== undefined)?.mapping
        : undefined;
    if (address === undefined) throw error;
    return address;
  }
  throw new UsageError(`The gateway knows every column of ${file}, so there is nothing to say of them.`);
}

/** The version of a mapping that is replaced; `undefined` where there is none. */
async function versionOf(client: Client, address: string): Promise<string | undefined> {
  try {
    return (await client.mappings.get(address)).etag;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

function mappingOf(columns: readonly string[], { unit, tz }: MappingFlags): Mapping {
  const named = pairs(columns, 'header=field, e.g. 存货编码=product');
  return {
    columns: Object.fromEntries(named.map(([header, field]) => [header, field === '' ? null : field])),
    ...(unit === undefined ? {} : { units: Object.fromEntries(pairs(unit, 'name=code, e.g. 箱=XBX')) }),
    ...(tz === undefined ? {} : { timeZone: tz }),
  };
}

/** A header may hold `=` itself, so the last one counts. */
function pairs(texts: readonly string[], form: string): readonly (readonly [string, string])[] {
  return texts.map((text) => {
    const at = text.lastIndexOf('=');
    if (at < 1) throw new UsageError(`"${text}" says nothing: write ${form}`);
    return [text.slice(0, at), text.slice(at + 1)];
  });
}

function formOf<F extends string>(file: string, forms: readonly F[]): F {
  const ending = path.extname(file).slice(1).toLowerCase();
  const form = forms.find((known) => known === ending);
  if (form === undefined) throw new UsageError(`Name a file that ends in .${forms.join(', .')}.`);
  return form;
}

/** Writes beside and renames at the end, so that a file of this name is always whole. */
async function save(session: Session, file: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
  const target = path.resolve(session.terminal.folder, file);
  const unfinished = `${target}.part`;
  const progress = progressLine(session.terminal);
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      bytes += piece.length;
      progress.show(say(session.style.language, 'received', { bytes }));
      yield piece;
    }
  }
  try {
    await pipeline(Readable.from(counted()), createWriteStream(unfinished));
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  } finally {
    progress.end();
  }
  return bytes;
}
