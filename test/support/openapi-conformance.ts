// SPDX-License-Identifier: Apache-2.0
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { OpenApiDocument } from '@chainshare/gateway/internal/http/openapi/document.js';

/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly bytes: Buffer;
  readonly text: string;
  /** The body read as JSON. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** Compares answers with the document that promises them. */
export interface Conformance {
  /** Ids of the operations whose answers were compared so far. */
  readonly seen: ReadonlySet<string>;
  /** @throws Error that says what the document does not promise */
  check(method: string, path: string, answer: WireAnswer): void;
  /**
   * Compares a part of an answer that comes piece by piece.
   *
   * @param schema - name of a schema of the document
   * @throws Error that says where it differs
   */
  checkPart(schema: string, value: unknown): void;
}

type Content = Readonly<Record<string, object>>;

/** Reads a document; its schemas are compiled when an answer first needs them. */
export function newConformance(document: OpenApiDocument): Conformance {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'openapi');
  const templates = Object.keys(document.paths).map((template) => ({
    template,
    form: new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }));
  const seen = new Set<string>();
  const validators = new Map<string, ValidateFunction>();
  const validator = (pointer: string): ValidateFunction => {
    const known = validators.get(pointer) ?? ajv.compile({ $ref: `openapi#/${pointer}` });
    validators.set(pointer, known);
    return known;
  };
  return {
    seen,
    checkPart(schema, value) {
      const validate = validator(`components/schemas/${schema}`);
      if (!validate(value)) throw new Error(`${schema}: ${ajv.errorsText(validate.errors)}`);
    },
    check(method, target, answer) {
      const path = target.split('?')[0] ?? '';
      const template = templates.find(({ form }) => form.test(path))?.template;
      const verb = (method === 'HEAD' ? 'GET' : method).toLowerCase();
      const operations = template === undefined ? {} : document.paths[template];
      const operation = operations?.[verb as 'get'];
      // A place or a method that does not exist is answered alike everywhere, and in no operation's name.
      if (template === undefined || operation === undefined) return;
      seen.add(operation.operationId);
      const where = `${method} ${template} ${answer.status}`;
      const response = operation.responses[answer.status] as { readonly content?: Content } | undefined;
      if (response === undefined) throw new Error(`${where} is not documented`);
      checkBody(
        { ajv, validator, where, pointer: `paths/${escape(template)}/${verb}/responses/${answer.status}` },
        response,
        answer,
        method,
      );
    },
  };
}

interface Place {
  readonly ajv: Ajv2020;
  readonly validator: (pointer: string) => ValidateFunction;
  readonly where: string;
  readonly pointer: string;
}

function checkBody(
  { ajv, validator, where, pointer }: Place,
  response: { readonly content?: Content },
  answer: WireAnswer,
  method: string,
): void {
  const sent = String(answer.headers['content-type'] ?? '');
  if (sent === '' && answer.text === '') return;
  // A type with a profile may be documented as a type of its own.
  const type = [sent, sent.split(';')[0] ?? ''].find((name) => response.content?.[name] !== undefined);
  if (type === undefined) throw new Error(`${where} does not document ${sent}`);
  if (method === 'HEAD' || !isJsonType(type)) return;
  const validate = validator(`${pointer}/content/${escape(type)}/schema`);
  if (!validate(answer.json)) {
    throw new Error(`${where}: ${ajv.errorsText(validate.errors)} in ${answer.text.slice(0, 500)}`);
  }
}

/** JSON and types made of it (RFC 6839), but not lines of JSON. */
export function isJsonType(type: string): boolean {
  return /^application\/(?:[\w.-]+\+)?json(?:;|$)/.test(type);
}

/** Reads an answer whole; of an event stream, which has no end, its head alone. */
export async function readWire(response: Response): Promise<WireAnswer> {
  const type = response.headers.get('content-type') ?? '';
  const isStream = type.startsWith('text/event-stream');
  const bytes = isStream ? Buffer.alloc(0) : Buffer.from(await response.arrayBuffer());
  const text = bytes.toString('utf8');
  const json = (isJsonType(type) && text !== '' ? JSON.parse(text) : {}) as Record<string, unknown>;
  return { status: response.status, headers: Object.fromEntries(response.headers), bytes, text, json };
}

function escape(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
