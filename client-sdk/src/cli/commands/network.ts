// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import type { Member } from '../../directory.js';
import type { NetworkEnterprise } from '../../network-file.js';
import { show } from '../answer-lines.js';
import { HEALTH_TIMEOUT_MS } from '../limits.js';
import type { Session } from '../session.js';
import { objectText, table } from '../table.js';
import { say } from '../words.js';

/** `chainshare network` */
export function networkCommand(program: Command, session: () => Session): void {
  program
    .command('network')
    .description('what runs here: the enterprises of the network file and whether their gateways answer')
    .action(async () => {
      const current = session();
      const { ledger, channel, trust, enterprises } = await current.network();
      const states = await Promise.all(
        // Tokens stay in the file: this command's output is for screens and reports.
        enterprises.map(async ({ id, names, roles, gateway }) => ({
          id,
          names,
          roles,
          gateway,
          up: await isUp(gateway),
        })),
      );
      const value = { ledger, channel, trust, enterprises: states };
      show(current, { value, text: () => `${ledger}, ${channel}\n${enterpriseTable(states, current)}` });
    });
}

async function isUp(gateway: string): Promise<boolean> {
  return fetch(`${gateway}/healthz`, { signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS) }).then(
    (answer) => answer.ok,
    () => false,
  );
}

type EnterpriseState = Pick<NetworkEnterprise, 'id' | 'names' | 'roles' | 'gateway'> & {
  readonly up: boolean;
};

function enterpriseTable(states: readonly EnterpriseState[], { style: { language } }: Session): string {
  const head = (['enterprise', 'name', 'roles', 'gateway', 'state'] as const).map((word) =>
    say(language, word),
  );
  const rows = states.map(({ id, names, roles, gateway, up }) => [
    id,
    nameOf(names),
    roles.join(', '),
    gateway,
    say(language, up ? 'up' : 'down'),
  ]);
  return table(head, rows);
}

/** Both names, as far as there are any. */
function nameOf({ zh, en }: Member['names']): string {
  return [zh, en].filter((name) => name !== undefined).join(' ');
}

/** `chainshare token` */
export function tokenCommand(program: Command, session: () => Session): void {
  program
    .command('token')
    .description('the bearer token of --as and --role, for curl and the like')
    .action(async () => {
      const current = session();
      const token = await current.token();
      show(current, { value: { token }, text: () => token });
    });
}

/** `chainshare members [id]` */
export function membersCommand(program: Command, session: () => Session): void {
  program
    .command('members [id]')
    .description('the members of the network, or one of them')
    .action(async (wanted: string | undefined) => {
      const current = session();
      const { directory } = await current.client('viewer');
      if (wanted !== undefined) {
        const answer = await directory.member(wanted);
        show(current, { value: answer, text: () => objectText(answer.data), basis: answer });
        return;
      }
      const members = directory.members();
      const data = await members.toArray();
      const head = (['enterprise', 'name', 'roles', 'state'] as const).map((word) =>
        say(current.style.language, word),
      );
      const rows = data.map(({ id, names, roles, status }) => [id, nameOf(names), roles.join(', '), status]);
      show(current, { value: data, text: () => table(head, rows), basis: members.basis });
    });
}

/** `chainshare status` */
export function statusCommand(program: Command, session: () => Session): void {
  program
    .command('status')
    .description('block height, lag and what is under way at the own gateway')
    .action(async () => {
      const current = session();
      const status = await (await current.client('viewer')).status();
      show(current, { value: status, text: () => objectText(status) });
    });
}
