// SPDX-License-Identifier: Apache-2.0
import { Command, Option } from 'commander';
import { accessLogCommand, changesCommand } from './commands/following.js';
import { importCommand } from './commands/import.js';
import { kindsCommand } from './commands/kinds.js';
import { membersCommand, networkCommand, statusCommand, tokenCommand } from './commands/network.js';
import { proofCommand, verifyCommand } from './commands/proof.js';
import { publishCommand } from './commands/publish.js';
import { accessCommand, getCommand, queryCommand } from './commands/records.js';
import { explainCommand, grantsCommand, policiesCommand } from './commands/rules.js';
import { settingsCommand } from './commands/settings.js';
import { exportCommand, mappingCommand, templateCommand } from './commands/sheets.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { reportFailure } from './failure.js';
import { Session, type GlobalOptions } from './session.js';
import type { Terminal } from './terminal.js';

const EXITS = `
Exit codes: 0 done, 1 refused, 2 wrong usage, 3 unreachable, 4 not verified.
Environment: CHAINSHARE_NETWORK, CHAINSHARE_AS and CHAINSHARE_TOKEN stand for --network, --as and --token.`;

const COMMANDS = [
  kindsCommand,
  publishCommand,
  templateCommand,
  mappingCommand,
  settingsCommand,
  queryCommand,
  exportCommand,
  getCommand,
  accessCommand,
  proofCommand,
  verifyCommand,
  policiesCommand,
  grantsCommand,
  explainCommand,
  changesCommand,
  accessLogCommand,
  importCommand,
  membersCommand,
  statusCommand,
  networkCommand,
  tokenCommand,
];

/**
 * Runs one command line.
 *
 * @param args - without node and script
 * @returns the exit code
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const program = newProgram(terminal);
  const session = (): Session => new Session(terminal, program.opts<GlobalOptions>());
  for (const add of COMMANDS) add(program, session);
  try {
    await program.parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    return reportFailure(error, terminal, session().style);
  }
}

function newProgram(terminal: Terminal): Command {
  return new Command('chainshare')
    .description('ChainShare 链享: what the enterprises of an industry chain tell each other')
    .option('--as <enterprise>', 'whose gateway to use, an id of the network file')
    .option('--network <file>', 'network file; unless given, .chainshare/network.json here or above')
    .option('--gateway <url>', 'a gateway by its address, with --token')
    .option('--token <token>', 'bearer token')
    .addOption(
      new Option(
        '--role <role>',
        'which token of the network file; unless given, the least that the command needs',
      ).choices(['admin', 'operator', 'viewer']),
    )
    .option('--json', 'results as JSON')
    .addOption(new Option('--lang <language>', 'language of texts').choices(['en', 'zh']))
    .addHelpText('after', EXITS)
    .configureOutput({
      writeOut: (text) => {
        terminal.out(text.trimEnd());
      },
      writeErr: (text) => {
        terminal.err(text.trimEnd());
      },
    })
    .showHelpAfterError('(add --help for what there is)')
    .exitOverride();
}
