// SPDX-License-Identifier: Apache-2.0
import {
  AccessError,
  ChainShareError,
  ConflictError,
  connect,
  GatewayFaultError,
  NotFoundError,
  OutcomeUnknownError,
  RequestError,
  UnavailableError,
  type Client,
} from '@chainshare/client';
import { expect } from 'chai';
import { failureOf } from '../support/codes.js';
import { hangUp, json, problem, ScriptedGateway } from '../support/http-server.js';

describe('an answer that is an error', () => {
  const gateway = new ScriptedGateway();
  let client: Client;

  before(async () => {
    client = await connect({ gateway: await gateway.start(), token: 't', retry: { triesMax: 1 } });
  });

  after(() => gateway.stop());

  const table: readonly [number, string, typeof ChainShareError][] = [
    [400, 'INVALID_REQUEST', RequestError],
    [401, 'UNAUTHENTICATED', AccessError],
    [403, 'ACCESS_DENIED', AccessError],
    [404, 'RECORD_NOT_FOUND', NotFoundError],
    [409, 'EXISTS', ConflictError],
    [410, 'CURSOR_GONE', NotFoundError],
    [412, 'PRECONDITION_FAILED', ConflictError],
    [413, 'BODY_TOO_LARGE', RequestError],
    [415, 'UNSUPPORTED_MEDIA_TYPE', RequestError],
    [422, 'KEY_REUSED', RequestError],
    [428, 'PRECONDITION_REQUIRED', RequestError],
    [429, 'RATE_LIMITED', UnavailableError],
    [500, 'INTERNAL', GatewayFaultError],
    [502, 'ENDORSEMENT_FAILED', GatewayFaultError],
    [503, 'LEDGER_UNAVAILABLE', UnavailableError],
    [504, 'COMMIT_UNKNOWN', OutcomeUnknownError],
  ];
  for (const [status, code, ErrorClass] of table) {
    it(`${status} ${code} becomes ${ErrorClass.name}`, async () => {
      gateway.script(problem(status, { code, detail: 'why', retryable: false }));
      const error = await failureOf(client.get('x'));
      expect(error).to.be.instanceOf(ErrorClass);
      expect(error).to.include({ name: ErrorClass.name, code, status, message: 'why', retryable: false });
    });
  }

  it('keeps the faults with their places, and what names the call', async () => {
    const errors = [
      { row: 3, column: 'quantity', pointer: '/1/quantity', code: 'NOT_A_DECIMAL', message: '1,5' },
    ];
    gateway.script(
      problem(400, { code: 'INVALID_REQUEST', errors, errorCount: 40, requestId: 'r1', transactionId: 't1' }),
    );
    const error = await failureOf(client.get('x'));
    expect(error.errors).to.deep.equal(errors);
    expect(error).to.include({ errorCount: 40, requestId: 'r1', transactionId: 't1' });
  });

  it('is understood when it is not a problem document', async () => {
    gateway.script((_, response) => {
      response.writeHead(502, { 'content-type': 'text/html', 'x-request-id': 'proxy-1' });
      response.end('<html>bad gateway</html>');
    });
    expect(await failureOf(client.get('x'))).to.include({
      code: 'HTTP_502',
      requestId: 'proxy-1',
      retryable: true,
    });
    gateway.script((_, response) => {
      response.writeHead(500, { 'content-type': 'application/json' });
      response.end('{"code":');
    });
    expect(await failureOf(client.get('x'))).to.include({ code: 'HTTP_500' });
    gateway.script(json(400, null));
    expect(await failureOf(client.get('x'))).to.include({ code: 'HTTP_400' });
  });

  it('is UnavailableError when nobody answered, with the cause', async () => {
    gateway.script(hangUp);
    const error = await failureOf(client.get('x'));
    expect(error)
      .to.be.instanceOf(UnavailableError)
      .and.to.include({ code: 'UNREACHABLE', status: undefined });
    expect(error.cause).to.be.instanceOf(Error);
  });

  it('is OutcomeUnknownError when nobody answered a call that changes something', async () => {
    gateway.script(hangUp);
    expect(await failureOf(client.publish('note', [{}]))).to.be.instanceOf(OutcomeUnknownError);
  });

  it('is GatewayFaultError when a good answer is not JSON', async () => {
    gateway.script((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"data":');
    });
    expect(await failureOf(client.get('x')))
      .to.be.instanceOf(GatewayFaultError)
      .and.to.include({ code: 'BAD_ANSWER' });
  });
});
