// SPDX-License-Identifier: Apache-2.0
import type { Registry } from 'prom-client';
import type { StatusService } from '../../services.js';
import { content, json } from '../answer.js';
import { closed, ref, word } from '../openapi/schema.js';
import { route, type Route } from '../route.js';

const common = { method: 'get', tag: 'Service', lane: 'local', parameters: {}, errors: [] } as const;

/** How the gateway is. */
export function serviceRoutes(status: StatusService, metrics: Registry): readonly Route[] {
  return [
    route({
      ...common,
      id: 'readHealth',
      path: '/healthz',
      summary: 'Ask whether the process lives',
      scopes: 'public',
      answers: {
        200: { description: 'It does.', content: { 'application/json': closed({ status: word('ok') }) } },
      },
      answer: () => json(200, { status: 'ok' }),
    }),
    route({
      ...common,
      id: 'readReadiness',
      path: '/readyz',
      summary: 'Ask whether the gateway can do its work',
      scopes: 'public',
      answers: {
        200: { description: 'It can.', content: { 'application/json': ref('Readiness') } },
        503: {
          description: 'Not now, for these reasons.',
          content: { 'application/json': ref('Readiness') },
        },
      },
      answer: async () => {
        const readiness = await status.ready();
        return json(readiness.ready ? 200 : 503, readiness);
      },
    }),
    route({
      ...common,
      id: 'readMetrics',
      path: '/metrics',
      summary: 'Read the metrics',
      scopes: 'public',
      answers: {
        200: {
          description: 'In the text format of Prometheus.',
          content: { 'text/plain': { type: 'string' } },
        },
      },
      answer: async () => content(metrics.contentType, await metrics.metrics()),
    }),
    route({
      ...common,
      id: 'readStatus',
      path: '/v1/status',
      summary: 'Read the state of the gateway',
      scopes: ['read:status'],
      answers: { 200: { description: 'For people.', content: { 'application/json': ref('Status') } } },
      answer: async () => json(200, await status.status()),
    }),
  ];
}
