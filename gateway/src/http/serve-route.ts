// SPDX-License-Identifier: Apache-2.0
import type { Request, RequestHandler, Response } from 'express';
import { GatewayError } from '../errors.js';
import { invalidRequest } from '../invalid-request.js';
import type { Caller } from '../services.js';
import type { Answer, PiecewiseAnswer, WholeAnswer } from './answer.js';
import { within } from './deadline.js';
import { drained } from './drained.js';
import { writeEvents } from './event-stream.js';
import { exchangeOf } from './exchange.js';
import { readJsonBody } from './json-body.js';
import { ANSWER_SECONDS_MAX, STALLED_READER_SECONDS } from './limits.js';
import { assertMediaType } from './media-type.js';
import type { Parameters } from './parameters.js';
import { parseQuery } from './query.js';
import type { Route, RouteRequest } from './route.js';

/** Of a public route, which asks nobody who he is. */
const anybody: Caller = { subject: '', clientId: '', scopes: [] };

/** Turns a route into a step of Express: reads and checks the request, asks the route, writes its answer. */
export function serveRoute(route: Route, stopping: AbortSignal): RequestHandler {
  const offered = offeredTypes(route);
  const secondsMax = route.secondsMax ?? ANSWER_SECONDS_MAX;
  return async (request, response) => {
    const accepted = acceptedType(request, offered);
    const routeRequest = await readRequest(route, request, response, { accepted, stopping });
    const answer = await within(secondsMax, route.answer(routeRequest));
    await write(request, response, answer);
  };
}

function offeredTypes(route: Route): readonly string[] {
  return [...new Set(Object.values(route.answers).flatMap(({ content = {} }) => Object.keys(content)))];
}

/**
 * The type that the caller likes best among those offered, the first of them where it does not care (RFC 9110
 * section 12.5.1). Problems are told in any case, so that a refusal is never a riddle.
 */
function acceptedType(request: Request, offered: readonly string[]): string | undefined {
  if (offered.length === 0) return undefined;
  const accepted = request.accepts([...offered]);
  if (typeof accepted === 'string') return accepted;
  throw new GatewayError('NOT_ACCEPTABLE', { facts: { offered: offered.join(', ') } });
}

async function readRequest(
  route: Route,
  request: Request,
  response: Response,
  { accepted, stopping }: { readonly accepted: string | undefined; readonly stopping: AbortSignal },
): Promise<RouteRequest<Parameters>> {
  const question = request.originalUrl.indexOf('?');
  const search = question < 0 ? '' : request.originalUrl.slice(question + 1);
  const { parameters, filters } = parseQuery(search, route.parameters, route.filters !== undefined);
  if (route.body === undefined) assertNoBody(request);
  if (route.body?.form === 'file')
    assertMediaType(request.headers['content-type'], Object.keys(route.body.content));
  const bytes = bytesOf(request);
  return {
    caller: exchangeOf(response).caller ?? anybody,
    path: request.params as Readonly<Record<string, string>>,
    query: parameters,
    search,
    filters,
    accepted,
    header: (name) => request.get(name),
    body: route.body?.form === 'json' ? await readJsonBody(request.headers, bytes) : undefined,
    bytes,
    get signal() {
      return endSignal(response, stopping);
    },
  };
}

/** A body that nobody reads would be a wish that nobody hears. */
function assertNoBody({ headers }: Request): void {
  if (headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0) return;
  throw invalidRequest([{ pointer: '', code: 'UNEXPECTED_BODY', message: 'This address takes no body.' }]);
}

/** Reading that stops half way must not take the connection with it: the refusal is still to be sent on it. */
function bytesOf(request: Request): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]: () =>
      request.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Uint8Array>,
  };
}

/** Made only for who asks, since one listener for each request would be thousands. */
function endSignal(response: Response, stopping: AbortSignal): AbortSignal {
  const gone = new AbortController();
  const stop = () => {
    gone.abort();
  };
  stopping.addEventListener('abort', stop, { once: true });
  response.once('close', () => {
    stopping.removeEventListener('abort', stop);
    stop();
  });
  if (stopping.aborted) stop();
  return gone.signal;
}

async function write(request: Request, response: Response, answer: Answer): Promise<void> {
  if ('events' in answer) {
    if (request.method === 'HEAD') response.writeHead(200).end();
    else await writeEvents(response, answer.events);
    return;
  }
  if ('pieces' in answer) await writePieces(request, response, answer);
  else writeWhole(response, answer);
}

/** The next piece is made when the connection has taken the one before, so a slow reader costs one of memory. */
async function writePieces(
  request: Request,
  response: Response,
  { status, headers = {}, pieces }: PiecewiseAnswer,
): Promise<void> {
  response.writeHead(status, headers);
  if (request.method !== 'HEAD') {
    for await (const piece of pieces) {
      if (response.closed) return;
      if (!response.write(piece) && !(await drained(response, STALLED_READER_SECONDS))) return;
    }
  }
  response.end();
}

function writeWhole(response: Response, { status, headers = {}, body }: WholeAnswer): void {
  if (body === undefined) {
    response.writeHead(status, headers).end();
    return;
  }
  const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
  response.writeHead(status, { ...headers, 'Content-Length': bytes.length }).end(bytes);
}
