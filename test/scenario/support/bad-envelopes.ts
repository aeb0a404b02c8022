// SPDX-License-Identifier: Apache-2.0
import { csv, json, publish, row, sheet, type BadRequest } from './bad-requests.js';

/** The body of a call without a fault, for what is wrong around it. */
const sound = { body: { kind: 'inventory', records: [row] } };

/** Requests whose envelope is wrong: type, length, headers, query, path. */
export const BAD_ENVELOPES: readonly BadRequest[] = [
  publish('415 UNSUPPORTED_MEDIA_TYPE', { body: 'x', headers: { 'content-type': 'text/plain' } }),
  publish('415 UNSUPPORTED_MEDIA_TYPE', { body: 'x', headers: { 'content-type': '' } }),
  publish('415 UNSUPPORTED_MEDIA_TYPE', {
    body: '{}',
    headers: { 'content-type': 'application/json; profile="urn:x"' },
  }),
  json('413 BODY_TOO_LARGE', ' '.repeat(8_000_001)),
  publish('400: INVALID_HEADER at /header/Idempotency-Key', { ...sound, headers: { 'idempotency-key': '' } }),
  publish('400: INVALID_HEADER at /header/Idempotency-Key', {
    ...sound,
    headers: { 'idempotency-key': 'k'.repeat(201) },
  }),
  publish('400: INVALID_HEADER at /header/Idempotency-Key', {
    ...sound,
    headers: { 'idempotency-key': 'two words' },
  }),
  publish('400: INVALID_PARAMETER at /query/dryRun', sound, '?dryRun=maybe'),
  publish('400: INVALID_PARAMETER at /query/onError', sound, '?onError=ignore'),
  publish('400: UNKNOWN_PARAMETER at /query/colour', sound, '?colour=red'),
  publish('400: REPEATED_PARAMETER at /query/dryRun', sound, '?dryRun=true&dryRun=true'),
  publish('406 NOT_ACCEPTABLE', { ...sound, headers: { accept: 'application/xml' } }),
  csv('400: INVALID_PARAMETER at /query/observedAt', sheet, '?kind=inventory&observedAt=today'),
  csv('400: INVALID_PARAMETER at /query/onward', sheet, '?kind=inventory&onward={'),
  { place: 'GET /v1/records?limit=0', refusal: '400: INVALID_PARAMETER at /query/limit' },
  { place: 'GET /v1/records?limit=1001', refusal: '400: INVALID_PARAMETER at /query/limit' },
  { place: 'GET /v1/records?limit=1&limit=2', refusal: '400: REPEATED_PARAMETER at /query/limit' },
  { place: 'GET /v1/records?cursor=x', refusal: '400: INVALID_PARAMETER at /query/cursor' },
  { place: 'GET /v1/records?from=today', refusal: '400: INVALID_PARAMETER at /query/from' },
  { place: 'GET /v1/records?versions=some', refusal: '400: INVALID_PARAMETER at /query/versions' },
  { place: 'GET /v1/records?minBlock=-1', refusal: '400: INVALID_PARAMETER at /query/minBlock' },
  { place: 'GET /v1/records?publisher=a~b', refusal: '400: INVALID_PARAMETER at /query/publisher' },
  { place: 'GET /v1/records?kind=inventory&colour=red', refusal: '400: UNKNOWN_PARAMETER at /query/colour' },
  { place: 'GET /v1/records?product=XQ-TAG-1', refusal: '400: UNKNOWN_PARAMETER at /query/product' },
  { place: `GET /v1/records?q=${'q'.repeat(1_001)}`, refusal: '400: INVALID_PARAMETER at /query/q' },
  { place: 'GET /v1/records?q=a%00b', refusal: '400: INVALID_PARAMETER at /query/q' },
  { place: 'GET /v1/records?q=%ff', refusal: '400: INVALID_PARAMETER at /query/q' },
  { place: 'GET /v1/records/%ff', refusal: '400: INVALID_PATH at /path' },
  { place: 'GET /v1/records/x', refusal: '404 RECORD_NOT_FOUND' },
  { place: 'GET /v1/records/x/proof?level=3', refusal: '400: INVALID_PARAMETER at /query/level' },
  { place: 'GET /v1/nothing', refusal: '404 NOT_FOUND' },
  { place: 'PATCH /v1/records', refusal: '405 METHOD_NOT_ALLOWED' },
  {
    place: 'POST /v1/policies',
    body: 'x'.repeat(262_145),
    headers: { 'content-type': 'application/json' },
    refusal: '413 BODY_TOO_LARGE',
  },
  {
    place: 'POST /v1/policies',
    body: '{',
    headers: { 'content-type': 'application/json' },
    refusal: '400: NOT_JSON',
  },
  {
    place: 'POST /v1/policies',
    body: 'name=x',
    headers: { 'content-type': 'text/plain' },
    refusal: '415 UNSUPPORTED_MEDIA_TYPE',
  },
  { place: 'POST /v1/policies', body: [], refusal: '400: WRONG_TYPE' },
  {
    place: 'POST /v1/policies',
    body: { name: 'x', kinds: ['weather'], to: { network: true } },
    refusal: '400: UNKNOWN_KIND at /kinds/0',
  },
  { place: 'POST /v1/policies', body: { name: 'x', kinds: ['inventory'] }, refusal: '400: ONE_OF_BOTH' },
  {
    place: 'POST /v1/policies',
    body: { name: 'x', kinds: ['inventory'], to: { enterprises: ['Nobody'] } },
    refusal: '400: UNKNOWN_PARTY at /to/enterprises/0',
  },
  {
    place: 'POST /v1/policies',
    body: { name: 'x', kinds: ['inventory'], to: { network: true }, where: { quantity: ['1'] } },
    refusal: '400: UNKNOWN_FIELD at /where/quantity',
  },
  { place: 'PUT /v1/policies/x', body: {}, refusal: '428 PRECONDITION_REQUIRED' },
  { place: 'DELETE /v1/policies/x', headers: { 'if-match': '"1"' }, refusal: '404 POLICY_NOT_FOUND' },
  {
    place: 'DELETE /v1/policies/x',
    headers: { 'if-match': 'one' },
    refusal: '400: INVALID_HEADER at /header/If-Match',
  },
  { place: 'POST /v1/explain', body: { enterprise: 'Xinghe' }, refusal: '400: ONE_OF_BOTH' },
  {
    place: 'POST /v1/explain',
    body: { enterprise: 'Nobody', record: 'x' },
    refusal: '400: UNKNOWN_PARTY at /enterprise',
  },
  { place: 'POST /v1/grants/x/revoke', refusal: '404 GRANT_NOT_FOUND' },
  {
    place: 'PUT /v1/profile',
    body: { colour: 'red' },
    refusal: '400: REQUIRED at 1 /names, UNKNOWN_FIELD at 1 /colour',
  },
];
