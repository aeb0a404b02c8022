// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { WAIT_MAX_SECONDS } from '../../limits.js';
import type { DirectoryService } from '../../services.js';
import { json } from '../answer.js';
import { defined } from '../defined.js';
import { idempotencyKeyFrom } from '../idempotency-key.js';
import { ANSWER_SECONDS_MAX, IDEMPOTENCY_KEY_LENGTH_MAX } from '../limits.js';
import { one } from '../openapi/common-schemas.js';
import { ref } from '../openapi/schema.js';
import { route, type Route } from '../route.js';
import { publishErrors } from './common-errors.js';
import { documentedPage, pageAnswer, paging } from './paging.js';

const tag = 'Directory';

/** Who is who. */
export function memberRoutes(directory: DirectoryService): readonly Route[] {
  return [
    route({
      id: 'listMembers',
      method: 'get',
      path: '/v1/members',
      tag,
      summary: 'List the members',
      scopes: ['read:members'],
      lane: 'local',
      parameters: paging,
      answers: { 200: documentedPage('The members of one page.', ref('Member')) },
      errors: [],
      answer: async ({ query: { limit, cursor }, search }) =>
        pageAnswer('/v1/members', search, await directory.members({ limit, ...defined({ cursor }) })),
    }),
    route({
      id: 'readMember',
      method: 'get',
      path: '/v1/members/{id}',
      tag,
      summary: 'Read a member',
      scopes: ['read:members'],
      lane: 'local',
      parameters: {},
      answers: { 200: { description: 'The member.', content: { 'application/json': one(ref('Member')) } } },
      errors: ['MEMBER_NOT_FOUND'],
      answer: async ({ path }) => json(200, await directory.member(path['id'] ?? '')),
    }),
    profileRoute(directory),
  ];
}

function profileRoute(directory: DirectoryService): Route {
  return route({
    id: 'putProfile',
    method: 'put',
    path: '/v1/profile',
    tag,
    summary: 'Publish what the enterprise says of itself',
    description: 'Every member may read it; it decides nothing.',
    scopes: ['write:profile'],
    lane: 'ledger',
    secondsMax: WAIT_MAX_SECONDS + ANSWER_SECONDS_MAX,
    parameters: {},
    headers: {
      'Idempotency-Key': {
        description: 'As for records; may be left out, since putting the same profile twice does no harm.',
        required: false,
        schema: { type: 'string', pattern: '^[!-~]+$', maxLength: IDEMPOTENCY_KEY_LENGTH_MAX },
      },
    },
    body: { form: 'json', content: { 'application/json': ref('Profile') } },
    answers: {
      201: { description: 'Published.', content: { 'application/json': ref('Published') } },
      202: {
        description: 'Kept and going on; ask Location for its end.',
        headers: { Location: 'Address of the import.' },
        content: { 'application/json': ref('Import') },
      },
    },
    errors: [...publishErrors],
    answer: async ({ body, header, caller }) => {
      const key = idempotencyKeyFrom(header('idempotency-key') ?? randomUUID());
      const answer = await directory.putProfile(body, key, caller);
      return json(answer.status, answer.body, defined({ Location: answer.location }));
    },
  });
}
