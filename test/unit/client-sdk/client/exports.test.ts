// SPDX-License-Identifier: Apache-2.0
import { connect, UnavailableError, type Client, type ExportOptions } from '@chainshare/client';
import { expect } from 'chai';
import { failureOf } from '../support/codes.js';
import { ScriptedGateway, type Handler } from '../support/http-server.js';

/** Sends the beginning of a file, and the rest after so long, or never. */
const slow =
  (ms: number | 'never'): Handler =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'text/csv' });
    response.write('product\r\n');
    if (ms !== 'never') setTimeout(() => response.end('TAG-01\r\n'), ms);
  };

describe('exporting a list', () => {
  const gateway = new ScriptedGateway();
  let client: Client;

  before(async () => {
    client = await connect({ gateway: await gateway.start(), token: 't' });
  });

  after(() => gateway.stop());

  async function take(options: ExportOptions, each: () => Promise<void> = () => Promise.resolve()) {
    const decoder = new TextDecoder();
    let text = '';
    for await (const piece of client.export('inventory', 'csv', {}, options)) {
      text += decoder.decode(piece, { stream: true });
      await each();
    }
    return text;
  }

  it('is given up when nothing comes any more', async () => {
    gateway.script(slow('never'));
    const failure = await failureOf(take({ silenceMs: 60 }));
    expect(failure).to.be.instanceOf(UnavailableError);
    expect(failure).to.include({ code: 'STREAM_BROKEN', message: 'The export broke off' });
  });

  it('takes its time where pieces come, and where its reader is slow', async () => {
    gateway.script(slow(30));
    const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 600));
    expect(await take({ silenceMs: 300 }, pause)).to.equal('product\r\nTAG-01\r\n');
  });

  it('ends when the caller wants', async () => {
    gateway.script(slow('never'));
    const abort = new AbortController();
    const ended = take({ signal: abort.signal }, () => {
      abort.abort();
      return Promise.resolve();
    });
    expect(await ended.catch((error: unknown) => error)).to.have.property('name', 'AbortError');
  });
});
