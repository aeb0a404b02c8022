// SPDX-License-Identifier: Apache-2.0
import { setMaxListeners } from 'node:events';
import express, { type Express, type RequestHandler, type Router } from 'express';
import { GatewayError } from '../errors.js';
import type { GatewayServices } from '../services.js';
import { Admission } from './admission.js';
import { answerProblem } from './answer-problem.js';
import { authenticate, authorise } from './authenticate.js';
import { beginExchange, exchangeOf } from './exchange.js';
import { measureRequests } from './http-metrics.js';
import { ANONYMOUS_REQUESTS_PER_MINUTE, CLIENT_REQUESTS_PER_MINUTE, STREAMS_MAX } from './limits.js';
import type { HttpOptions } from './options.js';
import { limitAddresses, limitClients } from './rate-limit.js';
import { requestIdFrom } from './request-id.js';
import { logRequests } from './request-log.js';
import type { Route } from './route.js';
import { newRoutes } from './routes/index.js';
import { secure } from './security-headers.js';
import { serveRoute } from './serve-route.js';

/** Builds the HTTP side of one gateway. It never listens; {@link newListener} does. */
export function newServer(services: GatewayServices, options: HttpOptions): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', false);
  if (options.trustedProxies !== undefined) app.set('trust proxy', options.trustedProxies);
  const admission = new Admission();
  setMaxListeners(STREAMS_MAX, options.stopping);
  app.use(
    begin(options.stopping),
    secure(),
    logRequests(options.log),
    measureRequests(options.metrics, admission),
  );
  app.use(newRouter(newRoutes(services, options), admission, options));
  app.use(() => {
    throw new GatewayError('NOT_FOUND');
  });
  app.use(answerProblem(services.enterprise, options));
  return app;
}

function begin(stopping: AbortSignal): RequestHandler {
  return (request, response, next) => {
    const requestId = requestIdFrom(request.get('x-request-id'));
    beginExchange(response, { requestId, startedAt: process.hrtime.bigint(), route: 'none' });
    response.setHeader('X-Request-Id', requestId);
    // A connection that stays open for its next request would keep a stopping gateway waiting for it.
    response.once('finish', () => {
      if (stopping.aborted) request.socket.destroySoon();
    });
    next();
  };
}

function newRouter(routes: readonly Route[], admission: Admission, options: HttpOptions): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  const limitAddress = limitAddresses(options.anonymousRequestsPerMinute ?? ANONYMOUS_REQUESTS_PER_MINUTE);
  const limitClient = limitClients(options.clientRequestsPerMinute ?? CLIENT_REQUESTS_PER_MINUTE);
  const identify = authenticate(options.tokens, limitAddress);
  for (const [path, sameSite] of byPath(routes)) {
    const address = router.route(path.replaceAll(/\{(\w+)\}/g, ':$1'));
    for (const route of sameSite) {
      const gates =
        route.scopes === 'public' ? [limitAddress] : [identify, limitClient, authorise(route.scopes)];
      const serve = serveRoute(route, options.stopping);
      address[route.method](nameRoute(path), ...gates, admission.admit(route.lane), serve);
    }
    address.all(nameRoute(path), limitAddress, refuseMethod(sameSite));
  }
  return router;
}

function byPath(routes: readonly Route[]): ReadonlyMap<string, readonly Route[]> {
  const paths = new Map<string, Route[]>();
  for (const route of routes) paths.set(route.path, [...(paths.get(route.path) ?? []), route]);
  return paths;
}

function nameRoute(path: string): RequestHandler {
  return (_request, response, next) => {
    exchangeOf(response).route = path;
    next();
  };
}

/** OPTIONS is answered with what there is (RFC 9110 section 9.3.7); every other method is refused with it. */
function refuseMethod(routes: readonly Route[]): RequestHandler {
  const methods = routes.map(({ method }) => method.toUpperCase());
  const allowed = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  return (request, response) => {
    if (request.method !== 'OPTIONS') throw new GatewayError('METHOD_NOT_ALLOWED', { facts: { allowed } });
    response.writeHead(204, { Allow: allowed }).end();
  };
}
