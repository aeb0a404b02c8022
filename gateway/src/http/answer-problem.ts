// SPDX-License-Identifier: Apache-2.0
import type { ErrorRequestHandler } from 'express';
import { GatewayError } from '../errors.js';
import { exchangeOf, originOf } from './exchange.js';
import { invalidRequest } from '../invalid-request.js';
import { languageOf } from './language.js';
import type { HttpOptions } from './options.js';
import { PROBLEM_TYPE, problemHeaders, toProblem } from './problem.js';

/** The one place where a failure becomes an answer; what nobody foresaw is logged, and not shown. */
export function answerProblem(enterprise: string, { log, publicUrl }: HttpOptions): ErrorRequestHandler {
  return (failure: unknown, request, response, next) => {
    // The connection broke while the body came: nobody is left to be told, and it is no bug.
    if (failure === request.errored) return;
    const exchange = exchangeOf(response);
    const error = foreseen(failure);
    exchange.code = error.code;
    if (error.code === 'INTERNAL') log.error({ requestId: exchange.requestId, err: failure }, 'bug');
    if (response.headersSent || response.destroyed) {
      // Too late for a problem: Express cuts the connection, so that half an answer is not taken for a whole one.
      next(failure);
      return;
    }
    // What is left of the body is read and dropped; a caller that still sends would not hear the answer.
    request.resume();
    const language = languageOf(request);
    const context = { language, origin: originOf(request, publicUrl), requestId: exchange.requestId };
    const problem = toProblem(error, context);
    const body = Buffer.from(JSON.stringify(problem), 'utf8');
    response
      .writeHead(problem.status, {
        ...problemHeaders(error, language, enterprise),
        'Content-Type': PROBLEM_TYPE,
        'Content-Length': body.length,
      })
      .end(body);
  };
}

function foreseen(failure: unknown): GatewayError {
  if (failure instanceof GatewayError) return failure;
  // Express reports a path whose percent-encoding is broken as a URIError with status 400.
  if (failure instanceof URIError) {
    return invalidRequest([
      {
        pointer: '/path',
        code: 'INVALID_PATH',
        message: 'The path is not valid UTF-8.',
      },
    ]);
  }
  return new GatewayError('INTERNAL', { cause: failure });
}
