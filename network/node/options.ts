// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../demo/options.js';

/** What `chainshare-node` was asked for. */
export type NodeOptions =
  | {
      readonly command: 'up';
      readonly dataDir: string;
      readonly topology: string;
      readonly only?: string;
      readonly firstPort: number;
    }
  | { readonly command: 'down' | 'status'; readonly dataDir: string }
  | { readonly command: 'start' | 'stop'; readonly dataDir: string; readonly process: string };

/** Far from where `npm start` begins, so that both can run. */
const DEFAULT_PORT = 19_080;
const PORT_MAX = 65_000;

/** The words of `chainshare-node --help`. */
export const USAGE = `chainshare-node <command> --data <folder>

  up --topology <file> [--only <organisation>] [--port <number>]
                    start what the topology names; a second time changes nothing 启动网络
  down              end every process 停止网络
  status            what runs, its memory, and why the rest does not 查看状态
  start <process>   start one process, for instance Xinqiao/peer0 启动一个进程
  stop <process>    end one process; it stays ended 停止一个进程

  --data <folder>   where the network is kept 数据目录
  --port <number>   first port where the topology says auto: gateways from there on, nodes 100 above
                    (default ${DEFAULT_PORT}) 起始端口
`;

/**
 * Reads the command line.
 * @throws UsageError
 */
export function parseNodeOptions(args: readonly string[], cwd: string): NodeOptions {
  const { values, positionals } = parse(args);
  if (values.help) throw new UsageError(USAGE, 0);
  const [command, ...names] = positionals;
  if (command === undefined) throw wrong('a command is missing');
  if (values.data === undefined) throw wrong('--data is missing');
  const dataDir = path.resolve(cwd, values.data);
  switch (command) {
    case 'up':
      assertNames(command, names, 0);
      return { command, dataDir, ...upOptions(values, cwd) };
    case 'down':
    case 'status':
      assertNames(command, names, 0);
      return { command, dataDir };
    case 'start':
    case 'stop':
      assertNames(command, names, 1);
      return { command, dataDir, process: names.join() };
    default:
      throw wrong(`there is no command ${command}`);
  }
}

function assertNames(command: string, names: readonly string[], count: number): void {
  if (names.length !== count) throw wrong(`${command} takes ${count === 0 ? 'no name' : 'one name'}`);
}

function upOptions(
  { topology, only, port }: ReturnType<typeof parse>['values'],
  cwd: string,
): { readonly topology: string; readonly only?: string; readonly firstPort: number } {
  if (topology === undefined) throw wrong('--topology is missing');
  const firstPort = Number(port);
  if (!Number.isInteger(firstPort) || firstPort < 1024 || firstPort > PORT_MAX) {
    throw wrong(`--port must be a number from 1024 to ${PORT_MAX}`);
  }
  return { topology: path.resolve(cwd, topology), firstPort, ...(only === undefined ? {} : { only }) };
}

function wrong(what: string): UsageError {
  return new UsageError(`${what}\n\n${USAGE}`, 2);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        topology: { type: 'string' },
        only: { type: 'string' },
        port: { type: 'string', default: String(DEFAULT_PORT) },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}
