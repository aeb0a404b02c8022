// SPDX-License-Identifier: Apache-2.0
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { exchangeOf } from './exchange.js';

/** Writes one line per request: who, which route, how it ended. Never a path, a query value or a body. */
export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    response.once('close', () => {
      const { requestId, route, caller, code, startedAt } = exchangeOf(response);
      const ms = Number((process.hrtime.bigint() - startedAt) / 1_000n) / 1_000;
      const { method } = request;
      const aborted = !response.writableFinished;
      log.info(
        {
          requestId,
          method,
          route,
          status: response.statusCode,
          code,
          clientId: caller?.clientId,
          ms,
          aborted,
        },
        'request',
      );
    });
    next();
  };
}
