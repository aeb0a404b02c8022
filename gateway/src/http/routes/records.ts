// SPDX-License-Identifier: Apache-2.0
import type { Catalogue } from '../../kinds/catalogue.js';
import { assertScope, coversScope } from '../../scopes.js';
import type { Caller, RecordService } from '../../services.js';
import { LINES_TYPE } from '../../standards/shape.js';
import { SHAPE_LINES_TYPES, SHAPE_TYPES, shapeOf } from '../../standards/shapes.js';
import { content, json } from '../answer.js';
import { defined } from '../defined.js';
import { one } from '../openapi/common-schemas.js';
import { listOf, open, ref } from '../openapi/schema.js';
import { choice, integer, text, texts, timestamp, words } from '../parameters.js';
import { isStrict } from '../prefer.js';
import { route, type DocumentedAnswer, type Route } from '../route.js';
import { peerErrors } from './common-errors.js';
import { documentedPage, pageAnswer, paging } from './paging.js';
import { documentedExport, exportAnswer, exportFormOf } from './record-export.js';
import { answerInShape, SHAPED_HEADERS, wholeQuery } from './shaped-records.js';

const common = { method: 'get', tag: 'Records', scopes: ['read:{kind}'] } as const;

const listParameters = {
  ...paging,
  kind: text('Only this kind; every scalar field of its identity then is a filter.'),
  publisher: words('MSP IDs.', /^[A-Za-z0-9.-]{1,64}$/),
  subject: texts(
    'Products, lots, items, locations or parties that the records are about, by any of their names; a bare code is an own one.',
  ),
  from: timestamp('Business time, inclusive.'),
  until: timestamp('Business time, exclusive.'),
  publishedFrom: timestamp('Time of publication, inclusive.'),
  publishedUntil: timestamp('Time of publication, exclusive.'),
  q: text('Words that the records hold.'),
  versions: choice('The newest record of each key, or all of them.', ['current', 'all'], 'current'),
  minBlock: integer('Wait up to 10 s until this block is taken into account.', {
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
    standard: undefined,
  }),
};

const AS_FILES =
  'As CSV, XLSX or NDJSON it answers the whole list, without pages; columns that begin with $ are facts beside the values.';

const IN_SHAPES =
  'In the shape of a standard it answers one document for each product, direction and counterparty, several as ' +
  'lines, without pages; what a record cannot say in that shape is named in a header and never filled in.';

/** What was said, as this enterprise may read it. */
export function recordRoutes(records: RecordService, kinds: Catalogue): readonly Route[] {
  return [
    listRoute(records, kinds),
    readRoute(records),
    proofRoute(records),
    accessRoute(records),
    publicationRoute(records),
  ];
}

function listRoute(records: RecordService, kinds: Catalogue): Route {
  return route({
    ...common,
    id: 'listRecords',
    path: '/v1/records',
    summary: 'List own and received records',
    description: `A parameter that is repeated means OR, different parameters mean AND. ${AS_FILES} ${IN_SHAPES}`,
    lane: 'local',
    parameters: listParameters,
    filters:
      'With `kind`: scalar fields of its identity with the values wanted; codes match by every name of what they name.',
    headers: {
      Prefer: {
        description: 'handling=strict: NOT_EXPRESSIBLE unless every record fits the shape of the standard.',
        required: false,
        schema: { type: 'string' },
      },
    },
    answers: { 200: documentedList() },
    errors: ['PROJECTION_BEHIND', 'KIND_NOT_FOUND', 'NOT_EXPRESSIBLE', 'ANSWER_TOO_LARGE'],
    answer: async ({ query, filters, search, accepted = '', header, caller }) => {
      const shape = shapeOf(accepted);
      if (shape) {
        assertScope(caller.scopes, `read:${shape.kind}`);
        const { versions, ...rest } = query;
        return answerInShape({
          shape,
          lines: accepted.startsWith(LINES_TYPE),
          strict: isStrict(header('prefer')),
          query: wholeQuery(shape, { ...defined(rest), versions, filters }, search),
          list: (page) => records.list(page, caller),
          askAliases: (codes) => records.statedAliases(codes),
        });
      }
      assertScope(caller.scopes, `read:${query.kind ?? '*'}`);
      const { limit, versions, ...optional } = query;
      const list = { ...defined(optional), versions, filters };
      const form = exportFormOf(accepted);
      if (form === undefined) {
        return pageAnswer('/v1/records', search, await records.list({ ...list, limit }, caller));
      }
      return exportAnswer(form, {
        list,
        search,
        kinds,
        ask: (page) => records.list({ ...list, ...page }, caller),
      });
    },
  });
}

function documentedList(): DocumentedAnswer {
  const { content = {}, ...page } = documentedExport(
    documentedPage('The records of one page.', ref('Record')),
  );
  const document = open('A document of the standard that the profile names.');
  const line = { type: 'string', description: 'Such documents, one a line.' };
  return {
    ...page,
    headers: { ...page.headers, ...SHAPED_HEADERS },
    content: {
      ...content,
      ...Object.fromEntries(SHAPE_TYPES.map((type) => [type, document])),
      ...Object.fromEntries(SHAPE_LINES_TYPES.map((type) => [type, line])),
    },
  };
}

function readRoute(records: RecordService): Route {
  return route({
    ...common,
    id: 'readRecord',
    path: '/v1/records/{id}',
    summary: 'Read one record',
    lane: 'local',
    parameters: {},
    answers: { 200: { description: 'The record.', content: { 'application/json': one(ref('Record')) } } },
    errors: ['RECORD_NOT_FOUND'],
    answer: async ({ path, caller }) => {
      const answer = await records.read(path['id'] ?? '', caller);
      assertScope(caller.scopes, `read:${answer.data.kind}`);
      return json(200, answer);
    },
  });
}

function proofRoute(records: RecordService): Route {
  return route({
    ...common,
    id: 'proveRecord',
    path: '/v1/records/{id}/proof',
    summary: 'Read a proof that anybody can check without this gateway',
    lane: 'ledger',
    parameters: {
      level: choice('1: endorsed by the publisher. 2: also ordered in its block.', ['1', '2'], '1'),
    },
    answers: {
      200: {
        description:
          'A proof pack in canonical JSON. A grant that gives keys has none, since it would show them.',
        content: { 'application/json': open('Proof pack.') },
      },
    },
    errors: ['RECORD_NOT_FOUND', ...peerErrors],
    answer: async ({ path, query, caller }) => {
      const id = path['id'] ?? '';
      await assertMayRead(records, id, caller);
      return content('application/json', await records.prove(id, query.level === '2' ? 2 : 1, caller));
    },
  });
}

function accessRoute(records: RecordService): Route {
  return route({
    ...common,
    id: 'readRecordAccess',
    path: '/v1/records/{id}/access',
    summary: 'Read who has a record, and why',
    lane: 'local',
    parameters: {},
    answers: {
      200: {
        description: 'Whom it was granted to.',
        content: { 'application/json': one(listOf(ref('Access'))) },
      },
    },
    errors: ['RECORD_NOT_FOUND'],
    answer: async ({ path, caller }) => {
      const id = path['id'] ?? '';
      await assertMayRead(records, id, caller);
      return json(200, await records.access(id, caller));
    },
  });
}

function publicationRoute(records: RecordService): Route {
  return route({
    ...common,
    id: 'readPublication',
    path: '/v1/publications/{id}',
    summary: 'Read the public envelope of a publication and its state',
    lane: 'ledger',
    parameters: {},
    answers: {
      200: { description: 'As the own peer has it.', content: { 'application/json': ref('Publication') } },
    },
    errors: ['PUBLICATION_NOT_FOUND', ...peerErrors],
    answer: async ({ path, caller }) => json(200, await records.publication(path['id'] ?? '', caller)),
  });
}

/** The kind of a record is known only once it was read; who may read every kind need not wait for that. */
async function assertMayRead(records: RecordService, id: string, caller: Caller): Promise<void> {
  if (coversScope(caller.scopes, 'read:*')) return;
  const { data } = await records.read(id, caller);
  assertScope(caller.scopes, `read:${data.kind}`);
}
