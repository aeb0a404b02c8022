// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { GatewayError } from '@chainshare/gateway/internal/errors.js';
import { within } from '@chainshare/gateway/internal/http/deadline.js';

describe('a deadline', () => {
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );

  it('gives what comes in time, be it an answer or a failure', async () => {
    expect(await within(1, 'now')).to.equal('now');
    expect(await within(1, Promise.resolve('soon'))).to.equal('soon');
    const failure = new Error();
    expect(await failureOf(within(1, Promise.reject(failure)))).to.equal(failure);
  });

  it('tells who waits too long to ask again', async () => {
    const never = new Promise(() => undefined);
    const failure = await failureOf(within(0.01, never));
    expect(failure)
      .to.be.instanceOf(GatewayError)
      .and.deep.include({ code: 'ANSWER_TIMEOUT', details: { facts: { seconds: 0.01 } } });
  });
});
