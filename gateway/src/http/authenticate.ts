// SPDX-License-Identifier: Apache-2.0
import type { Request, RequestHandler } from 'express';
import { GatewayError } from '../errors.js';
import { assertScope } from '../scopes.js';
import type { Caller } from '../services.js';
import { readAccessToken, type TokenRules } from './auth/access-token.js';
import { exchangeOf } from './exchange.js';

/** RFC 6750 section 2.1; tokens in the query or the body are not taken, since they end up in logs. */
const bearerForm = /^Bearer +([A-Za-z0-9._~+/=-]+)$/i;

/** Says who calls, from the bearer token; an address that tries many wrong ones meets its limit. */
export function authenticate(rules: TokenRules, limitAddress: RequestHandler): RequestHandler {
  return (request, response, next) => {
    try {
      exchangeOf(response).caller = callerOf(request, rules);
    } catch (refusal) {
      void limitAddress(request, response, (limited?: unknown) => {
        next(limited ?? refusal);
      });
      return;
    }
    next();
  };
}

/** Lets through whose token holds one of the scopes; no scopes let every valid token through. */
export function authorise(scopes: readonly string[]): RequestHandler {
  return (_request, response, next) => {
    assertScope(exchangeOf(response).caller?.scopes ?? [], ...scopes);
    next();
  };
}

function callerOf(request: Request, rules: TokenRules): Caller {
  const token = bearerForm.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw new GatewayError('UNAUTHENTICATED');
  return readAccessToken(token, rules);
}
