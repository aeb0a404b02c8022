// SPDX-License-Identifier: Apache-2.0
import type { LocalNetwork } from './local-network.js';

/** What a person reads when the network is up: who is there, and what to try next. */
export function readyMessage(network: LocalNetwork, elapsedMs: number): string {
  const { ledger, enterprises } = network.network;
  const width = Math.max(...enterprises.map(({ id }) => id.length));
  const lines = enterprises.map(
    ({ id, gateway, names }) => `  ${id.padEnd(width)}  ${gateway}  ${names.zh} ${names.en}`,
  );
  return [
    '',
    `ChainShare 链享 is ready 已就绪: ${enterprises.length} enterprises on the ${ledger} ledger (${(elapsedMs / 1000).toFixed(1)} s)`,
    ...lines,
    '',
    'Try next, in another terminal 在另一个终端试试:',
    '  npx chainshare --as Xinghe query inventory                     what Xinghe was told 星河看到的库存',
    '  npx chainshare --as Qiming query inventory                     the same stock, availability only 启明只看到有无',
    '  npx chainshare --as Xinqiao publish inventory network/demo/files/stock.csv --dry-run',
    '                                                                 who would receive which row 谁会收到哪一行',
    '  npx chainshare --as Xinqiao publish inventory network/demo/files/stock.csv',
    '',
    `Addresses and tokens 地址与令牌: ${network.networkFile}   Ctrl-C stops 停止`,
  ].join('\n');
}
