// SPDX-License-Identifier: Apache-2.0
import { csvTemplate, xlsxTemplate } from '../../export/template.js';
import { XLSX_TYPE } from '../../intake/media-type.js';
import type { Catalogue } from '../../kinds/catalogue.js';
import type { Kind } from '../../kinds/kind.js';
import { kindFields } from '../../kinds/kind-fields.js';
import { content, json } from '../answer.js';
import { binary, closed, listOf, open, ref } from '../openapi/schema.js';
import { route, type Route } from '../route.js';

/** Media type of JSON Schema documents (draft-bhutton-json-schema-01, section 14). */
const SCHEMA_TYPE = 'application/schema+json';

const common = { method: 'get', tag: 'Kinds', scopes: [], lane: 'local', parameters: {} } as const;

/** What can be published. */
export function kindRoutes(catalogue: Catalogue): readonly Route[] {
  return [
    route({
      ...common,
      id: 'listKinds',
      path: '/v1/kinds',
      summary: 'List the kinds of record',
      answers: {
        200: {
          description: 'Every kind that can be published, in its newest major version.',
          content: { 'application/json': closed({ data: listOf(ref('Kind')) }) },
        },
      },
      errors: [],
      answer: () => json(200, { data: catalogue.kinds.filter(({ system }) => !system).map(describeKind) }),
    }),
    route({
      ...common,
      id: 'readKind',
      path: '/v1/kinds/{kind}',
      summary: 'Read one kind',
      answers: {
        200: {
          description: 'Its sections, keys and fields.',
          content: { 'application/json': closed({ data: ref('Kind') }) },
        },
      },
      errors: ['KIND_NOT_FOUND'],
      answer: ({ path }) => json(200, { data: describeKind(catalogue.kind(path['kind'] ?? '')) }),
    }),
    ...documentRoutes(catalogue),
  ];
}

function documentRoutes(catalogue: Catalogue): readonly Route[] {
  return [
    route({
      ...common,
      id: 'readKindSchema',
      path: '/v1/kinds/{kind}/schema.json',
      summary: 'Read the JSON Schema of a kind',
      answers: {
        200: {
          description: 'JSON Schema 2020-12 with our marks.',
          content: { [SCHEMA_TYPE]: open('JSON Schema.') },
        },
      },
      errors: ['KIND_NOT_FOUND'],
      answer: ({ path }) => content(SCHEMA_TYPE, JSON.stringify(catalogue.kind(path['kind'] ?? '').document)),
    }),
    route({
      ...common,
      id: 'readKindTemplate',
      path: '/v1/kinds/{kind}/template.csv',
      summary: 'Read an empty table of a kind',
      answers: {
        200: {
          description: 'A header line; GET /v1/kinds/{kind} and template.xlsx explain its columns.',
          content: { 'text/csv': { type: 'string' } },
        },
      },
      errors: ['KIND_NOT_FOUND'],
      answer: ({ path }) =>
        content('text/csv; charset=utf-8; header=present', csvTemplate(catalogue.kind(path['kind'] ?? ''))),
    }),
    route({
      ...common,
      id: 'readKindWorkbook',
      path: '/v1/kinds/{kind}/template.xlsx',
      summary: 'Read an empty workbook of a kind',
      answers: {
        200: {
          description: 'A header line; the second sheet explains its columns in Chinese and English.',
          content: { [XLSX_TYPE]: binary('Workbook.') },
        },
      },
      errors: ['KIND_NOT_FOUND'],
      answer: async ({ path }) => content(XLSX_TYPE, await xlsxTemplate(catalogue.kind(path['kind'] ?? ''))),
    }),
  ];
}

function describeKind(kind: Kind): object {
  const { marks } = kind;
  return {
    kind: kind.name,
    schema: kind.schema,
    title: marks['x-title'],
    sections: kind.sections,
    defaultSections: kind.defaultSections,
    key: marks['x-key'],
    order: marks['x-order'] ?? null,
    fields: kindFields(marks),
  };
}
