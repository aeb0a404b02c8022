// SPDX-License-Identifier: Apache-2.0
import { sections } from '@chainshare/chaincode/model';
import { XLSX_TYPE } from '../../intake/media-type.js';
import { TO_MAX, WAIT_MAX_SECONDS } from '../../limits.js';
import { ONWARD_SCHEMA, readOnward } from '../../policy/onward.js';
import { newValidator } from '../../kinds/validator.js';
import { assertScope } from '../../scopes.js';
import type { PublishService } from '../../services.js';
import { defined } from '../defined.js';
import { idempotencyKeyFrom } from '../idempotency-key.js';
import { jsonPieces } from '../json-pieces.js';
import { ANSWER_SECONDS_MAX, IDEMPOTENCY_KEY_LENGTH_MAX, UPLOAD_SECONDS_MAX } from '../limits.js';
import { binary, ref } from '../openapi/schema.js';
import { choice, flag, jsonObject, ParameterError, text, timestamp, words, zone } from '../parameters.js';
import { waitSecondsFrom } from '../prefer.js';
import { publishErrors } from './common-errors.js';
import { route, type DocumentedAnswer, type DocumentedHeader, type Route } from '../route.js';

const onwardFaults = newValidator(ONWARD_SCHEMA);

const parameters = {
  kind: text('Name of the kind, where the body is a file.'),
  to: words(
    'Enterprises that receive the records beside those of the policies, where the body is a file.',
    /^\S+$/,
    TO_MAX,
  ),
  sections: words('Sections that `to` receives, where the body is a file.', sections),
  onward: jsonObject('Passing on, where the body is a file.', ONWARD_SCHEMA, (value) => {
    if (onwardFaults(value).length > 0) throw new ParameterError('takes {direction, roles, until?}');
    return readOnward(value);
  }),
  note: text('A remark kept with every record, where the body is a file.'),
  dryRun: flag('Everything but the ledger: says who would receive what.'),
  onError: choice('What one bad row does to the others.', ['rollback', 'proceed'], 'rollback'),
  addUnknown: flag(
    'Publishes with the rows a product or location record for every code of theirs that is unknown.',
  ),
  observedAt: timestamp('Time of rows that do not state theirs.'),
  tz: zone('Zone of the times of a sheet that state none, e.g. Asia/Shanghai.'),
  snapshot: words(
    'Fields of the key by which the body is all there is, as `location`, or `*`: own current records of the same values that it lacks become 0.',
    /^(?:\*|[A-Za-z]\w*)$/,
  ),
};

const headers: Readonly<Record<string, DocumentedHeader>> = {
  'Idempotency-Key': {
    description:
      'Chosen by the caller and kept by it; a repeat with the same body gives the first answer. Not for dryRun.',
    required: false,
    schema: { type: 'string', pattern: '^[!-~]+$', maxLength: IDEMPOTENCY_KEY_LENGTH_MAX },
  },
  Prefer: {
    description: `wait=<seconds>, at most ${WAIT_MAX_SECONDS}: how long to wait for 201 before 202.`,
    required: false,
    schema: { type: 'string' },
  },
};

const answers: Readonly<Record<number, DocumentedAnswer>> = {
  200: { description: 'Answer to dryRun.', content: { 'application/json': ref('DryRun') } },
  201: { description: 'Committed and readable here.', content: { 'application/json': ref('Published') } },
  202: {
    description: 'Kept and going on; ask Location for its end.',
    headers: { Location: 'Address of the import.' },
    content: { 'application/json': ref('Import') },
  },
};

/** Saying something. */
export function publishRoutes(publishing: PublishService): readonly Route[] {
  return [
    route({
      id: 'publishRecords',
      method: 'post',
      path: '/v1/records',
      tag: 'Records',
      summary: 'Publish records',
      scopes: ['publish:{kind}'],
      lane: 'ledger',
      secondsMax: UPLOAD_SECONDS_MAX + WAIT_MAX_SECONDS + ANSWER_SECONDS_MAX,
      parameters,
      headers,
      body: {
        form: 'file',
        content: {
          'application/json': ref('PublishRequest'),
          'application/x-ndjson': { type: 'string', description: 'One record per line.' },
          'text/csv': { type: 'string', description: 'UTF-8 or GB18030; template.csv has the header.' },
          [XLSX_TYPE]: binary('The first sheet; template.xlsx has the header.'),
        },
      },
      answers,
      errors: ['IDEMPOTENCY_KEY_REQUIRED', 'KIND_NOT_FOUND', 'SNAPSHOT_BUSY', ...publishErrors],
      answer: async ({ query, header, bytes, caller }) => {
        if (query.kind !== undefined) assertScope(caller.scopes, `publish:${query.kind}`);
        const { dryRun, onError, addUnknown, ...optional } = query;
        const request = defined({
          ...optional,
          idempotencyKey: dryRun ? undefined : idempotencyKeyFrom(header('idempotency-key')),
        });
        const answer = await publishing.publish(
          {
            ...request,
            contentType: header('content-type') ?? '',
            body: bytes,
            dryRun,
            onError,
            addUnknown,
            waitSeconds: waitSecondsFrom(header('prefer')),
          },
          caller,
        );
        return jsonPieces(answer.status, answer.body, defined({ Location: answer.location }));
      },
    }),
    importRoute(publishing),
  ];
}

function importRoute(publishing: PublishService): Route {
  return route({
    id: 'readImport',
    method: 'get',
    path: '/v1/imports/{id}',
    tag: 'Records',
    summary: 'Read how far a publish call has come',
    scopes: ['publish:{kind}', 'read:imports'],
    lane: 'local',
    parameters: {},
    answers: { 200: { description: 'Its state.', content: { 'application/json': ref('Import') } } },
    errors: ['IMPORT_NOT_FOUND'],
    answer: async ({ path }) => jsonPieces(200, { ...(await publishing.readImport(path['id'] ?? '')) }),
  });
}
