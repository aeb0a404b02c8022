// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Closing } from './closing.js';
import type { GatewayConfig } from './config.js';
import type { Foundation } from './foundation.js';
import { readVerificationKeys } from './http/auth/verification-keys.js';
import { newListener } from './http/listener.js';
import { newServer } from './http/server.js';
import { catalogue } from './kinds/catalogue.js';
import { CLOSING_MS } from './limits.js';
import type { GatewayServices } from './services.js';

/**
 * Serves the services over HTTP.
 *
 * @returns the address, as `http://host:port`
 * @throws TypeError for keys that tokens cannot be verified with; Error when the port is taken
 */
export async function serve(
  services: GatewayServices,
  config: GatewayConfig,
  { log, metrics }: Pick<Foundation, 'log' | 'metrics'>,
  closing: Closing,
): Promise<string> {
  const { host, port, publicUrl } = config.http;
  const stopping = new AbortController();
  const keys = readVerificationKeys(await Promise.all(config.tokens.keys.map(keyText)));
  const app = newServer(services, {
    kinds: catalogue,
    tokens: { issuer: config.tokens.issuer, audience: config.enterprise, keys },
    log,
    metrics: metrics.registry,
    stopping: stopping.signal,
    ...(publicUrl === undefined ? {} : { publicUrl }),
  });
  const server = newListener(app, publicUrl);
  const unused = unusedConnections(server);
  server.listen(port, host);
  await once(server, 'listening');
  closing.add(() => {
    stopping.abort();
    return closeServer(server, unused);
  });
  return `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
}

/** A text that is neither PEM nor JSON is the path of a file that holds one. */
async function keyText(given: string): Promise<string> {
  return /^\s*(-----BEGIN|\{)/.test(given) ? given : readFile(given, 'utf8');
}

/** Connections that clients have opened ahead of their first request; Node does not count them as idle. */
function unusedConnections(server: Server): ReadonlySet<Socket> {
  const unused = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }) => unused.delete(socket));
  return unused;
}

/** Lets the requests in flight end, within a limit; connections that wait for another one are closed. */
async function closeServer(server: Server, unused: ReadonlySet<Socket>): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  for (const socket of unused) socket.destroy();
  const late = setTimeout(() => {
    server.closeAllConnections();
  }, CLOSING_MS);
  await closed;
  clearTimeout(late);
}
