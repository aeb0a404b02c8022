// SPDX-License-Identifier: Apache-2.0
import {
  connect,
  GatewayFaultError,
  NotFoundError,
  type Change,
  type ChangesOptions,
  type Client,
} from '@chainshare/client';
import { expect } from 'chai';
import { failureOf } from '../support/codes.js';
import { hangUp, problem, ScriptedGateway, type Handler } from '../support/http-server.js';

const frame = (seq: number): string =>
  `id: 1.${seq}\nevent: record.received\ndata: ${JSON.stringify({ id: `1.${seq}`, type: 'record.received', data: { 名: seq } })}\n\n`;

/** A stream that sends these texts and then breaks, ends, or stays open. */
function stream(texts: readonly (string | Uint8Array)[], then: 'break' | 'end' | 'stay'): Handler {
  return async (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const text of texts) {
      response.write(text);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    if (then === 'break') response.destroy();
    if (then === 'end') response.end();
  };
}

describe('following changes', () => {
  const gateway = new ScriptedGateway();
  let client: Client;

  before(async () => {
    const retry = { pauseFirstMs: 2, pauseMaxMs: 4 };
    client = await connect({ gateway: await gateway.start(), token: 't', retry });
  });

  after(() => gateway.stop());

  async function take(count: number, options: ChangesOptions = {}): Promise<Change[]> {
    const seen: Change[] = [];
    for await (const change of client.changes(options)) {
      seen.push(change);
      if (seen.length === count) break;
    }
    return seen;
  }

  it('resumes behind the last change when the connection breaks or ends', async () => {
    gateway.script(
      stream([': ping\n\n', frame(1), frame(2)], 'break'),
      hangUp,
      stream([frame(3)], 'end'),
      stream([frame(4)], 'stay'),
    );
    const seen = await take(4, { since: '1.0', kind: ['inventory', 'forecast'] });
    expect(seen.map(({ id }) => id)).to.deep.equal(['1.1', '1.2', '1.3', '1.4']);
    const asked = gateway.arrived.map(
      ({ headers, query }) => headers['last-event-id'] ?? `since ${query.get('since') ?? ''}`,
    );
    expect(asked).to.deep.equal(['since 1.0', '1.2', '1.2', '1.3']);
    expect(gateway.arrived[0]?.query.getAll('kind')).to.deep.equal(['inventory', 'forecast']);
    expect(gateway.arrived[0]?.headers.accept).to.equal('text/event-stream');
  });

  it('puts events together that arrive in pieces, even inside a character', async () => {
    const bytes = Buffer.from(frame(1));
    const cut = bytes.indexOf(Buffer.from('名')) + 1;
    gateway.script(stream([bytes.subarray(0, 5), bytes.subarray(5, cut), bytes.subarray(cut)], 'stay'));
    expect(await take(1)).to.deep.equal([{ id: '1.1', type: 'record.received', data: { 名: 1 } }]);
  });

  it('opens a stream anew that has gone silent', async () => {
    gateway.script(stream([frame(1)], 'stay'), stream([frame(2)], 'stay'));
    expect((await take(2, { silenceMs: 60 })).map(({ id }) => id)).to.deep.equal(['1.1', '1.2']);
    expect(gateway.arrived.map(({ headers }) => headers['last-event-id'])).to.deep.equal([undefined, '1.1']);
  });

  it('ends when the caller wants, also while it waits', async () => {
    gateway.script(stream([], 'stay'));
    const abort = new AbortController();
    setTimeout(() => {
      abort.abort();
    }, 30);
    expect(await take(1, { signal: abort.signal })).to.deep.equal([]);
    expect(await take(1, { signal: abort.signal })).to.deep.equal([]);
  });

  it('fails when the position is too old, or the gateway refuses', async () => {
    gateway.script(problem(410, { code: 'CURSOR_GONE', retryable: false }));
    expect(await failureOf(take(1, { since: '1.1' }))).to.be.instanceOf(NotFoundError);
  });

  it('fails on a change that cannot be read', async () => {
    gateway.script(stream(['id: 1\ndata: {\n\n'], 'stay'));
    expect(await failureOf(take(1))).to.be.instanceOf(GatewayFaultError);
  });
});
