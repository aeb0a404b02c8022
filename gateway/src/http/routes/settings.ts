// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import type { SettingService, Versioned } from '../../services.js';
import { json, type WholeAnswer } from '../answer.js';
import { etagOf, versionFrom } from '../etag.js';
import { closed, ref } from '../openapi/schema.js';
import { route, type DocumentedAnswer, type Route } from '../route.js';

const common = { path: '/v1/settings', tag: 'Access', lane: 'local', parameters: {} } as const;

const settings: DocumentedAnswer = {
  description: 'The settings, with what holds where nothing was set.',
  headers: { ETag: 'Version of the settings, for If-Match.' },
  content: { 'application/json': closed({ data: ref('Settings') }) },
};

/** What holds for everything that the enterprise does at this gateway. */
export function settingRoutes(service: SettingService): readonly Route[] {
  return [
    route({
      ...common,
      id: 'readSettings',
      method: 'get',
      summary: 'Read the settings of the enterprise',
      scopes: ['read:settings'],
      answers: { 200: settings },
      errors: [],
      answer: async () => settingsAnswer(await service.read()),
    }),
    route({
      ...common,
      id: 'replaceSettings',
      method: 'put',
      summary: 'Replace the settings of the enterprise',
      scopes: ['write:settings'],
      headers: {
        'If-Match': {
          description: 'ETag of the version that is meant.',
          required: true,
          schema: { type: 'string' },
        },
      },
      body: { form: 'json', content: { 'application/json': ref('Settings') } },
      answers: { 200: settings },
      errors: ['PRECONDITION_REQUIRED', 'PRECONDITION_FAILED'],
      answer: async ({ header, body }) => {
        const version = versionFrom(header('if-match'));
        const before = version === 'any' ? (await service.read()).version : version;
        return settingsAnswer(await service.replace(before, body));
      },
    }),
  ];
}

function settingsAnswer({ version, value }: Versioned<JsonObject>): WholeAnswer {
  return json(200, { data: value }, { ETag: etagOf(version) });
}
