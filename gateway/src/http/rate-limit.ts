// SPDX-License-Identifier: Apache-2.0
import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { GatewayError } from '../errors.js';
import { exchangeOf } from './exchange.js';

const windowMs = 60_000;

/** Bounds what one client asks in a minute. */
export function limitClients(perMinute: number): RequestHandler {
  return limiter(perMinute, 'client', (_request, response) => exchangeOf(response).caller?.clientId ?? '');
}

/** Bounds what one address asks in a minute without a valid token. */
export function limitAddresses(perMinute: number): RequestHandler {
  return limiter(perMinute, 'address', (request) => ipKeyGenerator(request.ip ?? ''));
}

/** Every answer says what is left (draft-ietf-httpapi-ratelimit-headers-08); a refusal also has Retry-After. */
function limiter(
  perMinute: number,
  identifier: string,
  keyGenerator: (request: Request, response: Response) => string,
): RequestHandler {
  return rateLimit({
    windowMs,
    limit: perMinute,
    identifier,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator,
    handler: () => {
      throw new GatewayError('RATE_LIMITED', { facts: { limit: perMinute } });
    },
  });
}
