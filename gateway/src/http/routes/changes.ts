// SPDX-License-Identifier: Apache-2.0
import { assertScope } from '../../scopes.js';
import type { ChangeService } from '../../services.js';
import { defined } from '../defined.js';
import { EVENT_STREAM_TYPE } from '../event-stream.js';
import { ref } from '../openapi/schema.js';
import { text, words } from '../parameters.js';
import { route, type Route } from '../route.js';

/** Following what comes to be readable here. */
export function changeRoutes(changes: ChangeService): readonly Route[] {
  return [
    route({
      id: 'followChanges',
      method: 'get',
      path: '/v1/changes',
      tag: 'Following',
      summary: 'Follow changes as server-sent events',
      description:
        'At least once, in the order in which this gateway held them. Last-Event-ID resumes without loss.',
      scopes: ['read:{kind}'],
      lane: 'stream',
      parameters: {
        since: text(
          'Id of the last event seen; 0 for the oldest kept; absent = from now. Last-Event-ID goes before it.',
        ),
        kind: words('Only records of these kinds.', /^[a-z]{1,64}$/),
      },
      headers: {
        'Last-Event-ID': {
          description: 'Id of the last event seen.',
          required: false,
          schema: { type: 'string' },
        },
      },
      answers: {
        200: {
          description: 'A stream of CloudEvents, one in the data of each event.',
          content: { [EVENT_STREAM_TYPE]: ref('ChangeEvent') },
        },
      },
      errors: ['CURSOR_GONE'],
      answer: async ({ query, header, signal, caller }) => {
        for (const kind of query.kind ?? ['*']) assertScope(caller.scopes, `read:${kind}`);
        const since = header('last-event-id') ?? query.since;
        return {
          status: 200,
          events: await changes.follow({ ...defined({ since, kind: query.kind }), signal }),
        };
      },
    }),
  ];
}
