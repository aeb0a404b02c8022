// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import { GatewayError } from '../../errors.js';
import { assertScope } from '../../scopes.js';
import type { MappingPlace, MappingService, Versioned } from '../../services.js';
import { json, type WholeAnswer } from '../answer.js';
import { etagOf, versionFrom } from '../etag.js';
import { closed, ref } from '../openapi/schema.js';
import type { Parameters } from '../parameters.js';
import { route, type DocumentedAnswer, type Route, type RouteRequest } from '../route.js';

/** Whoever publishes sheets of a kind may say what their columns mean. */
const common = {
  path: '/v1/mappings/{kind}/{sha256}',
  tag: 'Kinds',
  scopes: ['publish:{kind}'],
  lane: 'local',
  parameters: {},
} as const;

const mapping: DocumentedAnswer = {
  description: 'The mapping.',
  headers: { ETag: 'Version of the mapping, for If-Match.' },
  content: { 'application/json': closed({ data: ref('Mapping') }) },
};

const ifMatch = (description: string, required: boolean) => ({
  'If-Match': { description, required, schema: { type: 'string' } },
});

const header =
  'The last part of the path is the SHA-256 of the header: its cells without outer blanks, sorted by code unit, as a JSON list without blanks.';

/** What the columns of own sheets mean. */
export function mappingRoutes(mappings: MappingService): readonly Route[] {
  return [readRoute(mappings), putRoute(mappings), removeRoute(mappings)];
}

function readRoute(mappings: MappingService): Route {
  return route({
    ...common,
    id: 'readMapping',
    method: 'get',
    summary: 'Read what the columns of a sheet mean',
    description: header,
    answers: { 200: mapping },
    errors: ['KIND_NOT_FOUND', 'MAPPING_NOT_FOUND'],
    answer: async (request) => mappingAnswer(200, await mappings.read(placeOf(request))),
  });
}

function putRoute(mappings: MappingService): Route {
  return route({
    ...common,
    id: 'putMapping',
    method: 'put',
    summary: 'Say what the columns of a sheet mean',
    description: header,
    headers: ifMatch('ETag of the version that is replaced; absent for a new mapping.', false),
    body: { form: 'json', content: { 'application/json': ref('Mapping') } },
    answers: { 200: mapping, 201: mapping },
    errors: ['KIND_NOT_FOUND', 'MAPPING_NOT_FOUND', 'PRECONDITION_REQUIRED', 'PRECONDITION_FAILED'],
    answer: async (request) => {
      const place = placeOf(request);
      const replaced = await versionReplaced(mappings, place, request);
      const put = await mappings.put(place, replaced, request.body);
      return mappingAnswer(replaced === null ? 201 : 200, put);
    },
  });
}

function removeRoute(mappings: MappingService): Route {
  return route({
    ...common,
    id: 'removeMapping',
    method: 'delete',
    summary: 'Forget what the columns of a sheet mean',
    description: header,
    headers: ifMatch('ETag of the version that is meant.', true),
    answers: { 204: { description: 'Forgotten.' } },
    errors: ['KIND_NOT_FOUND', 'MAPPING_NOT_FOUND', 'PRECONDITION_REQUIRED', 'PRECONDITION_FAILED'],
    answer: async (request) => {
      const place = placeOf(request);
      const version = versionFrom(request.header('if-match'));
      await mappings.remove(place, version === 'any' ? (await mappings.read(place)).version : version);
      return { status: 204 };
    },
  });
}

type AnyRequest = Pick<RouteRequest<Parameters>, 'path' | 'caller' | 'header'>;

/** @throws GatewayError MAPPING_NOT_FOUND for what is no hash: nothing can be kept under it */
function placeOf({ path, caller }: AnyRequest): MappingPlace {
  const { kind = '', sha256: hash = '' } = path;
  assertScope(caller.scopes, `publish:${kind}`);
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new GatewayError('MAPPING_NOT_FOUND');
  return { kind, header: hash };
}

async function versionReplaced(
  mappings: MappingService,
  place: MappingPlace,
  { header: of }: AnyRequest,
): Promise<number | null> {
  const given = of('if-match');
  if (given === undefined) return null;
  const version = versionFrom(given);
  return version === 'any' ? (await mappings.read(place)).version : version;
}

function mappingAnswer(status: number, { version, value }: Versioned<JsonObject>): WholeAnswer {
  return json(status, { data: value }, { ETag: etagOf(version) });
}
