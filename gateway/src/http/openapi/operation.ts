// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import { ERROR_CODES, type ErrorCode } from '../../error-codes.js';
import { PROBLEM_TYPE } from '../problem.js';
import type { DocumentedAnswer, Route } from '../route.js';
import { ref, word } from './schema.js';

/** One operation of the OpenAPI document. */
export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly security: readonly JsonObject[];
  readonly parameters: readonly JsonObject[];
  readonly requestBody?: JsonObject;
  readonly responses: Readonly<Record<string, JsonObject>>;
}

/** Documents one route. */
export function newOperation(route: Route): Operation {
  const { id, tag, summary, description, scopes, body } = route;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    security: scopes === 'public' ? [] : securityOf(scopes),
    parameters: [...pathParameters(route), ...queryParameters(route), ...headerParameters(route)],
    ...(body !== undefined && { requestBody: { required: true, content: mediaTypes(body.content) } }),
    responses: { ...answers(route), ...problems(route) },
  };
}

/** Every code that a route may answer: its own, and those that its rules bring along. */
export function codesOf(route: Route): readonly ErrorCode[] {
  const codes = new Set<ErrorCode>([
    ...route.errors,
    'INTERNAL',
    'RATE_LIMITED',
    'OVERLOADED',
    'ANSWER_TIMEOUT',
    'HEAD_TOO_LARGE',
  ]);
  // A query string is checked everywhere, even where no parameter is known.
  codes.add('INVALID_REQUEST').add('NOT_ACCEPTABLE');
  if (route.scopes !== 'public') codes.add('UNAUTHENTICATED');
  if (route.scopes !== 'public' && route.scopes.length > 0) codes.add('ACCESS_DENIED');
  if (route.body !== undefined) codes.add('UNSUPPORTED_MEDIA_TYPE').add('BODY_TOO_LARGE');
  const answersNothing = Object.values(route.answers).every(({ content }) => content === undefined);
  if (answersNothing) codes.delete('NOT_ACCEPTABLE');
  return [...codes].sort();
}

/** Alternatives: one of the scopes is enough. Since OpenAPI 3.1 a bearer scheme may name them, too. */
function securityOf(scopes: readonly string[]): readonly JsonObject[] {
  return scopes.length === 0 ? [{ token: [] }] : scopes.map((scope) => ({ token: [scope] }));
}

function pathParameters(route: Route): readonly JsonObject[] {
  return [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(route: Route): readonly JsonObject[] {
  const named = Object.entries(route.parameters).map(([name, { description, schema, json }]) => ({
    name,
    in: 'query',
    required: false,
    description,
    ...(json === true ? { content: { 'application/json': { schema } } } : { schema }),
  }));
  if (route.filters === undefined) return named;
  const schema = { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } };
  const filters = { name: 'filters', in: 'query', required: false, description: route.filters };
  return [...named, { ...filters, style: 'form', explode: true, schema }];
}

function headerParameters(route: Route): readonly JsonObject[] {
  return Object.entries(route.headers ?? {}).map(([name, { description, required, schema }]) => ({
    name,
    in: 'header',
    required,
    description,
    schema,
  }));
}

function answers(route: Route): Record<string, JsonObject> {
  return Object.fromEntries(
    Object.entries(route.answers).map(([status, answer]) => [status, documented(answer)]),
  );
}

function documented({ description, headers, content }: DocumentedAnswer): JsonObject {
  return {
    description,
    ...(headers !== undefined && { headers: headerObjects(headers) }),
    ...(content !== undefined && { content: mediaTypes(content) }),
  };
}

function headerObjects(headers: Readonly<Record<string, string>>): JsonObject {
  const entries = Object.entries(headers);
  return Object.fromEntries(
    entries.map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  );
}

function mediaTypes(content: Readonly<Record<string, JsonObject>>): JsonObject {
  return Object.fromEntries(Object.entries(content).map(([type, schema]) => [type, { schema }]));
}

function problems(route: Route): Record<string, JsonObject> {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codesOf(route)) {
    const { status } = ERROR_CODES[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [String(status), problem(route.answers[status], codes)]),
  );
}

/** A status may be an answer and a problem at once, as 503 of `/readyz` is. */
function problem(answer: DocumentedAnswer | undefined, codes: readonly ErrorCode[]): JsonObject {
  const schema = {
    allOf: [ref('Problem'), { type: 'object', properties: { code: word(...codes) } }],
  };
  const problemContent = { [PROBLEM_TYPE]: { schema } };
  const headers = codes.includes('RATE_LIMITED') ? { headers: headerObjects(retryAfter) } : {};
  return {
    description: [...(answer === undefined ? [] : [answer.description]), codes.join(', ')].join(' '),
    ...headers,
    content: { ...(answer?.content !== undefined && mediaTypes(answer.content)), ...problemContent },
  };
}

const retryAfter = { 'Retry-After': 'Seconds to wait.' };
