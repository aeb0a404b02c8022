// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import { BAD_CALLS, BAD_FILES, BAD_RECORDS } from './support/bad-bodies.js';
import { BAD_ENVELOPES } from './support/bad-envelopes.js';
import { row, told, type BadRequest } from './support/bad-requests.js';
import { badTokens, issuerOf, tokenWith } from './support/bad-tokens.js';
import { footprintOf, type Footprint } from './support/footprint.js';
import type { Asked } from './support/front-doors.js';
import { RunningNetwork } from './support/running-network.js';
import { recordsIn, until } from './support/stock.js';

describe('what is wrong', function () {
  this.timeout(60_000);

  let network: RunningNetwork;
  let untouched: Footprint;

  before(async () => {
    network = await RunningNetwork.start('Xinqiao', 'Xinghe');
    untouched = await footprintOf(network, 'Xinqiao');
  });

  // Whatever was refused has left nothing behind: not on the ledger, in the vault, in the outbox or on disk.
  afterEach(async () => {
    network.doors.assertConforming();
    expect(await footprintOf(network, 'Xinqiao')).to.deep.equal(untouched);
  });

  after(async () => {
    await network.remove();
  });

  const ask = (place: string, { headers, ...asked }: Asked) =>
    network.doors.ask('Xinqiao', place, {
      ...asked,
      headers: {
        ...(place.startsWith('POST /v1/records') && { 'idempotency-key': randomUUID() }),
        ...headers,
      },
    });

  const publishing: Asked = { body: { kind: 'inventory', records: [row] } };

  async function assertRefused(requests: readonly BadRequest[]): Promise<void> {
    for (const { place, refusal, ...asked } of requests) {
      const answer = await ask(place, asked);
      expect(told(answer), `${place} ${JSON.stringify(asked).slice(0, 200)}`).to.equal(refusal);
      expect(answer.headers['content-type']).to.equal('application/problem+json');
      expect(answer.json).to.include({ requestId: answer.headers['x-request-id'], status: answer.status });
    }
  }

  it('as a call is refused by its code, with the place', async () => {
    await assertRefused(BAD_CALLS);
  });

  it('in a record is refused by its code, with row and pointer', async () => {
    await assertRefused(BAD_RECORDS);
  });

  it('in a file is refused by its code, with row and column', async () => {
    await assertRefused(BAD_FILES);
  });

  it('around a body, in query, path or headers is refused by its code', async () => {
    await assertRefused(BAD_ENVELOPES);
  });

  it('with a token is refused, whatever it is, and not told', async () => {
    for (const [what, token] of Object.entries(await badTokens(network.dataDir, 'Xinqiao'))) {
      for (const [place, asked] of [
        ['POST /v1/records', publishing],
        ['GET /v1/records', {}],
        ['GET /v1/changes', {}],
      ] as const) {
        const answer = await ask(place, { ...asked, token });
        expect(told(answer), `${place} with ${what}`).to.equal('401 UNAUTHENTICATED');
        expect(answer.headers['www-authenticate']).to.match(/^Bearer/);
      }
    }
    const elsewhere = `GET /v1/records?access_token=${network.doors.token('Xinqiao')}`;
    expect(told(await ask(elsewhere, { token: null }))).to.equal('401 UNAUTHENTICATED');
  });

  it('with the rights of a token is refused with the right that it lacks', async () => {
    const issuer = await issuerOf(network.dataDir);
    const cases: readonly (readonly [scope: string, place: string, asked: Asked])[] = [
      ['read:*', 'POST /v1/records', publishing],
      ['publish:forecast', 'POST /v1/records', publishing],
      ['publish:forecast', 'POST /v1/records?kind=inventory', { body: '{}' }],
      ['publish:*', 'GET /v1/records', {}],
      ['read:inventory', 'GET /v1/records', {}],
      ['read:inventory', 'GET /v1/records?kind=forecast', {}],
      ['read:forecast', 'GET /v1/changes?kind=inventory', {}],
      ['read:*', 'POST /v1/policies', { body: {} }],
      ['read:*', 'DELETE /v1/policies/x', {}],
      ['read:records', 'GET /v1/status', {}],
      ['write:policies', 'POST /v1/grants/x/revoke', {}],
      ['write:policies', 'PUT /v1/profile', { body: {} }],
    ];
    for (const [scope, place, asked] of cases) {
      const headers = asked.body === '{}' ? { 'content-type': 'application/json' } : {};
      const answer = await ask(place, { ...asked, headers, token: tokenWith(issuer, 'Xinqiao', scope) });
      expect(told(answer), `${place} with ${scope}`).to.equal('403 ACCESS_DENIED');
    }
  });

  it('in an upload that breaks off leaves nothing of it', async () => {
    const { hostname, port } = new URL(network.doors.address('Xinqiao'));
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write(
      [
        'POST /v1/records?kind=inventory HTTP/1.1',
        `host: ${hostname}`,
        `authorization: Bearer ${network.doors.token('Xinqiao')}`,
        ...[
          'content-type: text/csv',
          'idempotency-key: half',
          'content-length: 100000',
          '',
          'product,location',
        ],
      ].join('\r\n'),
    );
    await until(async () => {
      const { spool } = await footprintOf(network, 'Xinqiao');
      return spool.length === 1 ? spool : undefined;
    });
    socket.destroy();
    await until(async () => {
      const { spool } = await footprintOf(network, 'Xinqiao');
      return spool.length === 0 ? spool : undefined;
    });
  });

  it('does not keep the gateway from taking what is right', async () => {
    expect(recordsIn(await ask('POST /v1/records', publishing))).to.have.length(1);
    untouched = await footprintOf(network, 'Xinqiao');
  });
});
