// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import {
  openDevelopmentIssuer,
  type DevelopmentIssuer,
} from '@chainshare/gateway/internal/http/auth/development-issuer.js';
import { readVerificationKeys } from '@chainshare/gateway/internal/http/auth/verification-keys.js';
import { newListener } from '@chainshare/gateway/internal/http/listener.js';
import type { HttpOptions } from '@chainshare/gateway/internal/http/options.js';
import { newServer } from '@chainshare/gateway/internal/http/server.js';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { ENTERPRISE, newFakeServices, type FakeServices } from './fake-services.js';
import {
  isJsonType,
  newConformance,
  type Conformance,
  type WireAnswer,
} from '../../../support/openapi-conformance.js';

export interface Ask {
  /** Scopes of the token; `null` sends none. */
  readonly scopes?: string | null;
  readonly token?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer | object;
}

/** A server on a real socket, whose every answer is compared with its OpenAPI document. */
export interface RunningServer {
  readonly url: string;
  readonly issuer: DevelopmentIssuer;
  readonly services: FakeServices;
  readonly log: readonly string[];
  readonly stop: AbortController;
  token(scopes: string): string;
  ask(method: string, path: string, ask?: Ask): Promise<WireAnswer>;
  close(): Promise<void>;
}

/** Starts a server; `options` and `services` replace what a test wants different. */
export async function startServer(
  options: Partial<HttpOptions> = {},
  replaced: Partial<FakeServices> = {},
): Promise<RunningServer> {
  const dir = await mkdtemp(join(tmpdir(), 'chainshare-http-'));
  const issuer = await openDevelopmentIssuer(join(dir, 'issuer.pem'));
  const services = { ...newFakeServices(), ...replaced };
  const log: string[] = [];
  const sink = new Writable({
    write(line, _encoding, done) {
      log.push(String(line));
      done();
    },
  });
  const stop = new AbortController();
  const app = newServer(services, {
    kinds: catalogue,
    tokens: { issuer: issuer.issuer, audience: ENTERPRISE, keys: readVerificationKeys([issuer.publicKey]) },
    log: pino(sink),
    metrics: new Registry(),
    stopping: stop.signal,
    ...options,
  });
  const server = newListener(app, options.publicUrl).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const token = (scopes: string) =>
    issuer.issueToken({
      enterprise: ENTERPRISE,
      subject: 'tester',
      scopes: scopes.split(' '),
      ttlSeconds: 60,
    });
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as Parameters<
    typeof newConformance
  >[0];
  const conformance = newConformance(document);
  return {
    url,
    issuer,
    services,
    log,
    stop,
    token,
    ask: (method, path, ask = {}) => exchange({ url, token, conformance }, method, path, ask),
    async close() {
      stop.abort();
      server.closeAllConnections();
      server.close();
      await rm(dir, { recursive: true });
    },
  };
}

interface Target {
  readonly url: string;
  readonly token: (scopes: string) => string;
  readonly conformance: Conformance;
}

async function exchange(target: Target, method: string, path: string, ask: Ask): Promise<WireAnswer> {
  const message = httpRequest(target.url + path, { method, headers: headersOf(target, ask) });
  message.end(isJson(ask.body) ? JSON.stringify(ask.body) : ask.body);
  const [response] = (await once(message, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  // The server takes the whole body, whatever it answers.
  if (!message.writableFinished) await once(message, 'finish');
  const answer = readAnswer(response, Buffer.concat(chunks));
  target.conformance.check(method, path, answer);
  return answer;
}

function headersOf({ token }: Target, ask: Ask): Record<string, string> {
  const { scopes = 'admin' } = ask;
  const bearer = ask.token ?? (scopes === null ? undefined : token(scopes));
  return {
    ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
    ...(isJson(ask.body) && { 'content-type': 'application/json' }),
    ...ask.headers,
  };
}

function isJson(body: Ask['body']): body is object {
  return typeof body === 'object' && !Buffer.isBuffer(body);
}

function readAnswer({ statusCode, headers }: IncomingMessage, bytes: Buffer): WireAnswer {
  const text = bytes.toString('utf8');
  const isJsonText = isJsonType(headers['content-type'] ?? '') && text !== '';
  const json = (isJsonText ? JSON.parse(text) : {}) as Record<string, unknown>;
  return { status: statusCode ?? 0, headers, bytes, text, json };
}
