// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { RunningNetwork } from './support/running-network.js';
import { until } from './support/stock.js';

const program = fileURLToPath(new URL('../../../gateway/out/main.js', import.meta.url));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

function start(env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [program], { env: { PATH: process.env['PATH'], ...env }, stdio: 'pipe' });
}

async function textOf(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stderr ?? []) text += String(chunk);
  return text;
}

describe('process of a gateway', function () {
  this.timeout(60_000);

  it('tells everything that is wrong with its environment, and ends with code 2', async () => {
    const child = start({ ENTERPRISE: 'Xing~he' });
    const [text, [code]] = await Promise.all([textOf(child), once(child, 'exit') as Promise<[number]>]);
    expect(code).to.equal(2);
    for (const variable of ['ENTERPRISE', 'DATA_DIR', 'LEDGER_ENDPOINTS', 'TOKEN_KEYS', 'KEY_PASSPHRASE']) {
      expect(text).to.contain(`  ${variable} `);
    }
  });

  it('serves while it runs, and ends when it is told to', async () => {
    const network = await RunningNetwork.start('Xinghe', 'Qiming');
    try {
      const { ledger, gateways } = network.network;
      await gateways.get('Xinghe')?.close();
      const peer = ledger.peers.get('Xinghe');
      const port = await freePort();
      const keys = path.join(network.dataDir, 'issuer.pem');
      const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      await writeFile(keys, publicKey.export({ type: 'spki', format: 'pem' }));
      const child = start({
        ENTERPRISE: 'Xinghe',
        DATA_DIR: network.gatewayDir('Xinghe'),
        LEDGER_ENDPOINTS: peer?.endpoints.join(),
        LEDGER_TLS_ROOT_CERT: peer?.tlsRootCert,
        LEDGER_CHANNEL: 'chain',
        HTTP_PORT: String(port),
        TOKEN_ISSUER: 'https://id.example',
        TOKEN_KEYS: keys,
        FOUNDING_MEMBERS: 'Qiming,Xinghe',
        DEVELOPMENT: 'true',
        LOG_LEVEL: 'silent',
      });
      await until(async () => {
        const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
        return answer?.status === 200 ? answer : undefined;
      });
      child.kill('SIGTERM');
      const [code] = (await once(child, 'exit')) as [number];
      expect(code).to.equal(0);
    } finally {
      await network.remove();
    }
  });
});
