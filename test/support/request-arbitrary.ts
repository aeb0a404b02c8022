// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '@chainshare/chaincode/model';
import type { OpenApiDocument } from '@chainshare/gateway/internal/http/openapi/document.js';
import type { Operation } from '@chainshare/gateway/internal/http/openapi/operation.js';
import { changedArbitrary } from './changed-arbitrary.js';
import { isJsonType } from './openapi-conformance.js';
import { anyJson, schemaArbitrary, type JsonSchema, type SchemaSource } from './schema-arbitrary.js';

/** A request as it is sent, but for the token. */
export interface MadeRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** A body with its media type. */
export interface MadeBody {
  readonly type: string;
  /** The query with which it makes sense, in place of one that was made for any body. */
  readonly query?: Readonly<Record<string, string>>;
  readonly bytes: string | Uint8Array<ArrayBuffer>;
}

/** What a document does not say, so that not every request ends at something that is not there. */
export interface RequestHints {
  /** Texts that mean something to this gateway, by the name of the parameter or member that takes them. */
  readonly texts: Readonly<Record<string, readonly string[]>>;
  /** The same where nothing else is to be sent. */
  readonly only: Readonly<Record<string, readonly string[]>>;
  /** Bodies that mean something, by operation. */
  readonly bodies: Readonly<Record<string, fc.Arbitrary<MadeBody>>>;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema?: JsonSchema;
  readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>>;
}

type Pairs = readonly (readonly [string, string])[];

/** How often what is made differs from what the document asks for: the gateway has to bear both. */
const WEIGHTS = { asDocumented: 6, changed: 2, anything: 1 };

/** A call without one of its headers is mostly refused at once; parameters have less to do with one another. */
const HEADER_WEIGHT = 6;
const ABSENT_WEIGHT = 2;

/** Requests of every operation that a document describes, most of them as it describes them. */
export function requestArbitrary(document: OpenApiDocument, hints: RequestHints): fc.Arbitrary<MadeRequest> {
  const maker = new RequestMaker(document, hints);
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      weight: sizeOf(operation),
      arbitrary: maker.requestsOf(method, path, operation),
    })),
  );
  return fc.oneof(...operations);
}

/** What takes more can go wrong in more ways. */
function sizeOf({ parameters, requestBody }: Operation): number {
  return 1 + parameters.length + 2 * Object.keys(contentOf(requestBody ?? {})).length;
}

class RequestMaker {
  readonly #hints: RequestHints;
  readonly #source: SchemaSource;

  constructor(document: OpenApiDocument, hints: RequestHints) {
    this.#hints = hints;
    this.#source = {
      text: anyText,
      resolve: ({ $ref, ...schema }) =>
        $ref === undefined ? schema : (document.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {}),
      special: ({ type }, name) => (type === 'string' || type === 'integer' ? this.#known(name) : undefined),
    };
  }

  requestsOf(method: string, path: string, operation: Operation): fc.Arbitrary<MadeRequest> {
    const parameters = operation.parameters as unknown as readonly Parameter[];
    const among = (place: Parameter['in']) => parameters.filter((parameter) => parameter.in === place);
    return fc
      .record({
        path: this.#path(path, among('path')),
        query: this.#pairs(among('query'), 1, unknownParameter),
        headers: this.#pairs(among('header'), HEADER_WEIGHT, acceptOf(operation)),
        body: this.#body(operation),
      })
      .map(({ path: filled, query, headers, body }) => ({
        method: method.toUpperCase(),
        target: targetOf(filled, query, body),
        headers: {
          ...Object.fromEntries(headers.map(([name, value]) => [name, sendable(value)])),
          ...(body !== undefined && { 'content-type': body.type }),
        },
        ...(body !== undefined && { body: body.bytes }),
      }));
  }

  #path(template: string, parameters: readonly Parameter[]): fc.Arbitrary<string> {
    const values = parameters.map(({ name }) => this.#known(name) ?? anyText);
    return fc.tuple(...values).map((texts) =>
      template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
        const at = parameters.findIndex((parameter) => parameter.name === name);
        return encodeURIComponent(texts[at] ?? '');
      }),
    );
  }

  /** Some of the parameters, and now and then another one. */
  #pairs(parameters: readonly Parameter[], weight: number, other: fc.Arbitrary<Pairs>): fc.Arbitrary<Pairs> {
    const none = fc.constant<Pairs>([]);
    const each = parameters.map((parameter) =>
      fc.oneof({ weight: ABSENT_WEIGHT, arbitrary: none }, { weight, arbitrary: this.#values(parameter) }),
    );
    return fc
      .tuple(fc.tuple(...each), fc.oneof({ weight: WEIGHTS.asDocumented, arbitrary: none }, other))
      .map(([pairs, more]) => [...pairs.flat(), ...more]);
  }

  #values({ name, schema, content }: Parameter): fc.Arbitrary<Pairs> {
    const json = content?.['application/json']?.schema;
    if (json !== undefined) {
      return this.#json(json, name).map((text) => [[name, text]]);
    }
    const documented = schemaArbitrary(schema ?? {}, this.#source, name).map((value) => pairsOf(name, value));
    return fc.oneof(
      { weight: WEIGHTS.asDocumented, arbitrary: documented },
      { weight: WEIGHTS.anything, arbitrary: anyText.map((text): Pairs => [[name, text]]) },
    );
  }

  #body({ operationId, requestBody }: Operation): fc.Arbitrary<MadeBody | undefined> {
    const documented = Object.entries(contentOf(requestBody ?? {})).map(([type, { schema }]) =>
      (isJsonType(type) ? this.#json(schema, '') : anyText).map((bytes): MadeBody => ({ type, bytes })),
    );
    const nothing = fc.constant(undefined);
    if (documented.length === 0) return nothing;
    const known = this.#hints.bodies[operationId];
    return fc.oneof(
      { weight: WEIGHTS.asDocumented, arbitrary: fc.oneof(...documented) },
      ...(known === undefined ? [] : [{ weight: 2 * WEIGHTS.asDocumented, arbitrary: known }]),
      { weight: WEIGHTS.anything, arbitrary: nothing },
    );
  }

  #json(schema: JsonSchema, name: string): fc.Arbitrary<string> {
    const documented = schemaArbitrary(schema, this.#source, name);
    return fc.oneof(
      { weight: WEIGHTS.asDocumented, arbitrary: documented.map((value) => JSON.stringify(value)) },
      {
        weight: WEIGHTS.changed,
        arbitrary: changedArbitrary(documented).map((value) => JSON.stringify(value)),
      },
      {
        weight: WEIGHTS.anything,
        arbitrary: fc.oneof(
          anyJson.map((value) => JSON.stringify(value)),
          anyText,
        ),
      },
    );
  }

  #known(name: string): fc.Arbitrary<string> | undefined {
    const only = this.#hints.only[name];
    if (only !== undefined) return fc.constantFrom(...only);
    const texts = this.#hints.texts[name];
    if (texts === undefined) return undefined;
    return fc.oneof(
      { weight: WEIGHTS.asDocumented, arbitrary: fc.constantFrom(...texts) },
      { weight: WEIGHTS.anything, arbitrary: anyText },
    );
  }
}

/** Texts of all of Unicode, the unprintable among them. */
const anyText = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));

const unknownParameter = fc.tuple(anyText, anyText).map((pair): Pairs => [pair]);

/** A wish for one of the types in which the operation answers, or for another one. */
function acceptOf({ responses }: Operation): fc.Arbitrary<Pairs> {
  const types = Object.values(responses).flatMap((response) => Object.keys(contentOf(response)));
  return fc.constantFrom(...types, 'application/xml', '*/*').map((type): Pairs => [['accept', type]]);
}

/** Schema by media type of a body or of an answer. */
function contentOf({ content }: JsonObject): Readonly<Record<string, { readonly schema: JsonSchema }>> {
  return (content ?? {}) as unknown as Readonly<Record<string, { readonly schema: JsonSchema }>>;
}

function pairsOf(name: string, value: JsonValue): Pairs {
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => pairsOf(name, item));
  if (typeof value !== 'object' || value === null) return [[name, String(value)]];
  // An object in a query is written member by member (OpenAPI 3.1, style form, explode).
  return Object.entries(value).flatMap(([member, inner]) => pairsOf(member, inner));
}

function targetOf(path: string, made: Pairs, body: MadeBody | undefined): string {
  const search = new URLSearchParams();
  const query = body?.query === undefined ? made : Object.entries(body.query);
  for (const [name, value] of query) search.append(name, value);
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

/** HTTP carries only some characters in a header. */
function sendable(value: string): string {
  return value.replaceAll(/[^\x20-\x7e]/g, '~').trim();
}
