// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from 'commander';
import type { Settings } from '../../settings.js';
import { show } from '../answer-lines.js';
import { UsageError } from '../exit-codes.js';
import type { Session } from '../session.js';
import { objectText } from '../table.js';

interface SettingFlags {
  readonly codes?: Settings['codes'];
  readonly tz?: string;
}

/** `chainshare settings …` */
export function settingsCommand(program: Command, session: () => Session): void {
  const settings = program
    .command('settings')
    .description('what holds for everything that the enterprise does here');
  settings
    .command('get', { isDefault: true })
    .description('all settings')
    .action(async () => {
      const current = session();
      const { settings: kept } = await (await current.client('viewer')).settings.get();
      show(current, { value: kept, text: () => objectText(kept) });
    });
  settings
    .command('set')
    .description('change settings; those that are not named stay as they are')
    .addOption(
      new Option(
        '--codes <which>',
        'codes that rows may use: any, or those of own products and locations',
      ).choices(['any', 'known']),
    )
    .option('--tz <zone>', 'zone of the times of sheets that state none, e.g. Asia/Shanghai')
    .action(async (flags: SettingFlags) => {
      const current = session();
      const changes = changesOf(flags);
      if (Object.keys(changes).length === 0) throw new UsageError('Say what to set: --codes, --tz.');
      const { settings: kept } = await (await current.client('admin')).settings.change(changes);
      show(current, { value: kept, text: () => objectText(kept) });
    });
}

function changesOf({ codes, tz }: SettingFlags): Partial<Settings> {
  return { ...(codes === undefined ? {} : { codes }), ...(tz === undefined ? {} : { timeZone: tz }) };
}
