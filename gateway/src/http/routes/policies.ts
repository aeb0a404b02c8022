// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import type { PolicyService, Versioned } from '../../services.js';
import { json, type WholeAnswer } from '../answer.js';
import { etagOf, versionFrom } from '../etag.js';
import { closed, listOf, ref } from '../openapi/schema.js';
import { flag } from '../parameters.js';
import { publishErrors } from './common-errors.js';
import { route, type DocumentedAnswer, type DocumentedHeader, type Route } from '../route.js';

const tag = 'Access';
const etag = { ETag: 'Version of the policy, for If-Match.' };
const policy: DocumentedAnswer = {
  description: 'The policy.',
  headers: etag,
  content: { 'application/json': closed({ data: ref('Policy') }) },
};

const changing = {
  tag,
  scopes: ['write:policies'],
  lane: 'ledger',
  parameters: { revoke: flag('Also end what was granted under it; nothing is un-disclosed by that.') },
} as const;

const versionErrors = ['POLICY_NOT_FOUND', 'PRECONDITION_REQUIRED', 'PRECONDITION_FAILED'] as const;

const ifMatch: Readonly<Record<string, DocumentedHeader>> = {
  'If-Match': {
    description: 'ETag of the version that is meant.',
    required: true,
    schema: { type: 'string' },
  },
};

/** Standing rules from which grants follow. */
export function policyRoutes(policies: PolicyService): readonly Route[] {
  return [
    listRoute(policies),
    createRoute(policies),
    readRoute(policies),
    replaceRoute(policies),
    removeRoute(policies),
    explainRoute(policies),
  ];
}

function listRoute(policies: PolicyService): Route {
  return route({
    id: 'listPolicies',
    method: 'get',
    path: '/v1/policies',
    tag,
    summary: 'List the policies',
    scopes: ['read:policies'],
    lane: 'local',
    parameters: {},
    answers: {
      200: {
        description: 'Every policy in force or to come.',
        content: { 'application/json': closed({ data: listOf(ref('Policy')) }) },
      },
    },
    errors: [],
    answer: async () => json(200, { data: (await policies.list()).map(({ value }) => value) }),
  });
}

function createRoute(policies: PolicyService): Route {
  return route({
    id: 'createPolicy',
    method: 'post',
    path: '/v1/policies',
    tag,
    summary: 'Create a policy',
    scopes: ['write:policies'],
    lane: 'local',
    parameters: {},
    body: { form: 'json', content: { 'application/json': ref('PolicyInput') } },
    answers: { 201: { ...policy, headers: { ...etag, Location: 'Address of the policy.' } } },
    errors: [],
    answer: async ({ body, caller }) => {
      const created = await policies.create(body, caller);
      return policyAnswer(201, created, { Location: `/v1/policies/${created.value['id'] as string}` });
    },
  });
}

function readRoute(policies: PolicyService): Route {
  return route({
    id: 'readPolicy',
    method: 'get',
    path: '/v1/policies/{id}',
    tag,
    summary: 'Read a policy',
    scopes: ['read:policies'],
    lane: 'local',
    parameters: {},
    answers: { 200: policy },
    errors: ['POLICY_NOT_FOUND'],
    answer: async ({ path }) => policyAnswer(200, await policies.read(path['id'] ?? '')),
  });
}

function replaceRoute(policies: PolicyService): Route {
  return route({
    ...changing,
    id: 'replacePolicy',
    method: 'put',
    path: '/v1/policies/{id}',
    summary: 'Replace a policy',
    headers: ifMatch,
    body: { form: 'json', content: { 'application/json': ref('PolicyInput') } },
    answers: { 200: policy },
    errors: [...versionErrors, ...publishErrors],
    answer: async ({ path, query, header, body }) => {
      const id = path['id'] ?? '';
      const version = await versionMeant(policies, id, header('if-match'));
      return policyAnswer(200, await policies.replace(id, version, body, query.revoke));
    },
  });
}

function removeRoute(policies: PolicyService): Route {
  return route({
    ...changing,
    id: 'removePolicy',
    method: 'delete',
    path: '/v1/policies/{id}',
    summary: 'Remove a policy',
    description: 'Future grants end. What was granted stays granted, unless `revoke` says otherwise.',
    headers: ifMatch,
    answers: { 204: { description: 'Removed.' } },
    errors: [...versionErrors, ...publishErrors],
    answer: async ({ path, query, header }) => {
      const id = path['id'] ?? '';
      await policies.remove(id, await versionMeant(policies, id, header('if-match')), query.revoke);
      return { status: 204 };
    },
  });
}

function explainRoute(policies: PolicyService): Route {
  return route({
    id: 'explainAccess',
    method: 'post',
    path: '/v1/explain',
    tag,
    summary: 'Explain why an enterprise can or cannot see a record',
    scopes: ['read:policies'],
    lane: 'local',
    parameters: {},
    body: { form: 'json', content: { 'application/json': ref('ExplainRequest') } },
    answers: { 200: { description: 'Rule by rule.', content: { 'application/json': ref('Explanation') } } },
    errors: ['RECORD_NOT_FOUND', 'KIND_NOT_FOUND'],
    answer: async ({ body, caller }) => json(200, await policies.explain(body, caller)),
  });
}

async function versionMeant(
  policies: PolicyService,
  id: string,
  header: string | undefined,
): Promise<number> {
  const version = versionFrom(header);
  return version === 'any' ? (await policies.read(id)).version : version;
}

function policyAnswer(status: number, policy: Versioned<JsonObject>, headers = {}): WholeAnswer {
  return json(status, { data: policy.value }, { ETag: etagOf(policy.version), ...headers });
}
