// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { parseArgs } from 'node:util';

/** What `npm start` was asked for. */
export interface StartOptions {
  /** Forget the state of earlier starts. */
  readonly fresh: boolean;
  /** First port: gateways from here on, peers from 100 above. */
  readonly port: number;
  readonly dataDir: string;
  /** On a real Hyperledger Fabric network instead of the embedded ledger. */
  readonly fabric: boolean;
  /** Ordering nodes of the Fabric network. */
  readonly orderers: number;
}

/** Below the ephemeral range, and free of well-known services. */
const DEFAULT_PORT = 18_080;
const PORT_MAX = 65_000;

/** The words of `npm start -- --help`. */
export const USAGE = `npm start -- [options]

  --fresh          forget the state of earlier starts 清除以前的数据
  --port <number>  first port (default ${DEFAULT_PORT}) 起始端口
  --data <folder>  where state is kept (default .chainshare/<ledger>) 数据目录
  --fabric         on a real Hyperledger Fabric network 使用真实的 Fabric 网络
  --orderers <n>   with --fabric: 1 or 3 ordering nodes 排序节点数
  --help           this text 帮助
`;

/** The command line was wrong, or asked for help; `message` is what to print. */
export class UsageError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.name = 'UsageError';
    this.exitCode = exitCode;
  }
}

/**
 * Reads the options of `npm start`.
 * @throws UsageError
 */
export function parseStartOptions(args: readonly string[], cwd: string): StartOptions {
  const values = parse(args);
  if (values.help) throw new UsageError(USAGE, 0);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1024 || port > PORT_MAX) {
    throw new UsageError(`--port must be a number from 1024 to ${PORT_MAX}\n\n${USAGE}`, 2);
  }
  const { fresh, fabric } = values;
  if (!['1', '3'].includes(values.orderers) || (values.orderers !== '1' && !fabric)) {
    throw new UsageError(`--orderers is 1 or 3, and goes with --fabric\n\n${USAGE}`, 2);
  }
  const dataDir = path.resolve(cwd, values.data ?? path.join('.chainshare', fabric ? 'fabric' : 'embedded'));
  return { fresh, fabric, port, dataDir, orderers: Number(values.orderers) };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        fresh: { type: 'boolean', default: false },
        port: { type: 'string', default: String(DEFAULT_PORT) },
        data: { type: 'string' },
        fabric: { type: 'boolean', default: false },
        orderers: { type: 'string', default: '1' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`, 2);
  }
}
