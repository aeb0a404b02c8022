// SPDX-License-Identifier: Apache-2.0
import express, { type Request, type Response } from 'express';
import { expect } from 'chai';
import { GatewayError } from '@chainshare/gateway/internal/errors.js';
import { Admission } from '@chainshare/gateway/internal/http/admission.js';
import { LEDGER_CALLS_IN_FLIGHT_MAX } from '@chainshare/gateway/internal/http/limits.js';
import { publishedBody } from './fake-services.js';
import { startServer } from './running-server.js';

describe('admission', () => {
  const enter = (admission: Admission, lane: 'local' | 'ledger' | 'stream') => {
    const response = Object.create(express.response) as Response;
    let entered = false;
    admission.admit(lane)(Object.create(express.request) as Request, response, () => {
      entered = true;
    });
    expect(entered).to.equal(true);
    return response;
  };

  it('refuses what a lane cannot bear, and says when to come again', () => {
    const admission = new Admission({ local: 1, ledger: 2, stream: 0 });
    enter(admission, 'ledger');
    enter(admission, 'ledger');
    expect(() => enter(admission, 'ledger'))
      .to.throw(GatewayError)
      .that.deep.includes({ code: 'OVERLOADED', details: { retryAfterSeconds: 1 } });
    expect(admission.inFlight('ledger')).to.equal(2);
    enter(admission, 'local');
  });

  it('makes room when an answer is done', () => {
    const admission = new Admission({ local: 1, ledger: 1, stream: 1 });
    const response = enter(admission, 'stream');
    response.emit('close');
    expect(admission.inFlight('stream')).to.equal(0);
    enter(admission, 'stream');
  });

  it('answers 429 over HTTP ahead of the peer, and goes on with what does not need it', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const publish = async () => {
      await gate;
      return { status: 201, body: publishedBody } as const;
    };
    const server = await startServer(
      {},
      { publish: { publish, readImport: () => Promise.reject(new Error()) } },
    );
    const ask = (i: number) =>
      server.ask('POST', '/v1/records', {
        headers: { 'idempotency-key': `k${i}`, 'content-type': 'text/csv' },
        body: 'a',
      });
    // All but one are held at the gate, so the first answer is the refusal.
    const asks = Array.from({ length: LEDGER_CALLS_IN_FLIGHT_MAX + 1 }, (_, i) => ask(i));
    const refused = await Promise.race(asks);
    const local = await server.ask('GET', '/v1/kinds');
    release();
    const statuses = (await Promise.all(asks)).map(({ status }) => status);
    await server.close();
    expect(refused.json).to.include({ code: 'OVERLOADED', retryable: true });
    expect(refused.headers['retry-after']).to.equal('1');
    expect(local.status).to.equal(200);
    expect(statuses.filter((status) => status === 201)).to.have.length(LEDGER_CALLS_IN_FLIGHT_MAX);
  });
});
