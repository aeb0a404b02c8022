// SPDX-License-Identifier: Apache-2.0
import type { AccessLogService, GrantService } from '../../services.js';
import { json } from '../answer.js';
import { defined } from '../defined.js';
import { ref } from '../openapi/schema.js';
import { words } from '../parameters.js';
import { route, type Route } from '../route.js';
import { publishErrors } from './common-errors.js';
import { documentedPage, pageAnswer, paging } from './paging.js';

const tag = 'Access';
const directions = ['given', 'received'] as const;

/** The concrete disclosures. */
export function grantRoutes(grants: GrantService): readonly Route[] {
  return [
    route({
      id: 'listGrants',
      method: 'get',
      path: '/v1/grants',
      tag,
      summary: 'List the grants',
      scopes: ['read:grants'],
      lane: 'local',
      parameters: {
        ...paging,
        direction: words('Given by this enterprise, received by it; both when absent.', directions),
      },
      answers: { 200: documentedPage('The grants of one page.', ref('Grant')) },
      errors: [],
      answer: async ({ query, search }) => {
        const { limit, cursor, direction = directions } = query;
        return pageAnswer(
          '/v1/grants',
          search,
          await grants.list({ direction, limit, ...defined({ cursor }) }),
        );
      },
    }),
    route({
      id: 'revokeGrant',
      method: 'post',
      path: '/v1/grants/{id}/revoke',
      tag,
      summary: 'Revoke a grant',
      description:
        'Ends it from now on. It never un-discloses what was read; repeating it gives the same answer.',
      scopes: ['write:grants'],
      lane: 'ledger',
      parameters: {},
      answers: {
        200: {
          description: 'When it was revoked, and what that means.',
          content: { 'application/json': ref('Revocation') },
        },
      },
      errors: ['GRANT_NOT_FOUND', ...publishErrors],
      answer: async ({ path, caller }) => json(200, await grants.revoke(path['id'] ?? '', caller)),
    }),
  ];
}

/** What this gateway served or refused. */
export function accessLogRoutes(accessLog: AccessLogService): readonly Route[] {
  return [
    route({
      id: 'listAccessLog',
      method: 'get',
      path: '/v1/access-log',
      tag,
      summary: 'List what was served or refused',
      scopes: ['read:access-log'],
      lane: 'local',
      parameters: paging,
      answers: { 200: documentedPage('The newest entries first.', ref('AccessLogEntry')) },
      errors: [],
      answer: async ({ query: { limit, cursor }, search }) =>
        pageAnswer('/v1/access-log', search, await accessLog.list({ limit, ...defined({ cursor }) })),
    }),
  ];
}
