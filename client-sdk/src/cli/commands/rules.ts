// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { Option, type Command } from 'commander';
import type { Policy } from '../../answers.js';
import type { JsonObject } from '../../verify/index.js';
import { firstOf, show, tableOrNone } from '../answer-lines.js';
import { UsageError } from '../exit-codes.js';
import { readJsonFile } from '../json-file.js';
import { ROWS_SHOWN } from '../limits.js';
import type { Session } from '../session.js';
import { objectText } from '../table.js';

interface ChangeFlags {
  readonly revoke?: boolean;
}

/** `chainshare policies …` */
export function policiesCommand(program: Command, session: () => Session): void {
  const policies = program.command('policies').description('the own standing rules from which grants follow');
  policies
    .command('list', { isDefault: true })
    .description('all policies')
    .action(async () => {
      const current = session();
      const data = await (await current.client('viewer')).policies.list();
      show(current, { value: data, text: () => tableOrNone(data, current) });
    });
  policies
    .command('get <id>')
    .description('one policy')
    .action(async (id: string) => {
      const current = session();
      const { policy } = await (await current.client('viewer')).policies.get(id);
      show(current, { value: policy, text: () => objectText(policy) });
    });
  policies
    .command('create <file>')
    .description(
      'a new policy from a JSON file, e.g. {"name": "…", "kinds": ["inventory"], "to": {"enterprises": ["…"]}}',
    )
    .action(async (file: string) => {
      const current = session();
      const body = await policyFile(current, file);
      const { policy } = await (await current.client('admin')).policies.create(body);
      show(current, { value: policy, text: () => objectText(policy) });
    });
  changeCommands(policies, session);
}

function changeCommands(policies: Command, session: () => Session): void {
  const revoke = ['--revoke', 'also end what was granted under it; nothing is un-disclosed by that'] as const;
  policies
    .command('update <id> <file>')
    .description('replace a policy by that of a JSON file')
    .option(...revoke)
    .action(async (id: string, file: string, flags: ChangeFlags) => {
      const current = session();
      const body = await policyFile(current, file);
      const { policy } = await (await current.client('admin')).policies.update(id, body, flags);
      show(current, { value: policy, text: () => objectText(policy) });
    });
  policies
    .command('remove <id>')
    .description('no grant follows from it any more')
    .option(...revoke)
    .action(async (id: string, flags: ChangeFlags) => {
      const current = session();
      await (await current.client('admin')).policies.remove(id, flags);
      show(current, { value: { removed: id }, text: () => id });
    });
}

/** What a policy must look like is the gateway's to say. */
async function policyFile(session: Session, file: string): Promise<Policy> {
  return (await readJsonFile(path.resolve(session.terminal.folder, file))) as Policy;
}

/** `chainshare grants …` */
export function grantsCommand(program: Command, session: () => Session): void {
  const grants = program.command('grants').description('the concrete disclosures, given and received');
  grants
    .command('list', { isDefault: true })
    .description('the newest grants')
    .addOption(new Option('--direction <which>', 'only these').choices(['given', 'received']))
    .action(async (flags: { readonly direction?: 'given' | 'received' }) => {
      const current = session();
      const { data, basis } = await firstOf((await current.client('viewer')).grants.list(flags), ROWS_SHOWN);
      show(current, {
        value: { data, ...basis },
        text: () => tableOrNone(data, current),
        basis,
      });
    });
  grants
    .command('revoke <id>')
    .description('end a grant; what was disclosed stays disclosed')
    .action(async (id: string) => {
      const current = session();
      const ended = await (await current.client('admin')).grants.revoke(id);
      show(current, { value: ended, text: () => objectText(ended) });
    });
}

interface ExplainFlags {
  readonly kind?: string;
  readonly values?: string;
}

/** `chainshare explain <enterprise> <record>`, or with `--kind` and `--values` of a record not yet published */
export function explainCommand(program: Command, session: () => Session): void {
  program
    .command('explain <enterprise> [record]')
    .description('why an enterprise can or cannot see a record, rule by rule')
    .option('--kind <kind>', 'instead of a record: the kind of one that might be published')
    .option('--values <file>', 'and its values, a JSON file')
    .action(async (enterprise: string, record: string | undefined, { kind, values }: ExplainFlags) => {
      const current = session();
      const client = await current.client('viewer');
      const answer = await client.explain(
        record === undefined
          ? { enterprise, ...(await plannedRecord(current, kind, values)) }
          : { enterprise, record },
      );
      show(current, { value: answer, text: () => objectText(answer) });
    });
}

async function plannedRecord(
  session: Session,
  kind: string | undefined,
  file: string | undefined,
): Promise<{ readonly kind: string; readonly values: JsonObject }> {
  if (kind === undefined || file === undefined) {
    throw new UsageError('Name a record, or what might be published: --kind and --values.');
  }
  const values = (await readJsonFile(path.resolve(session.terminal.folder, file))) as JsonObject;
  return { kind, values };
}
