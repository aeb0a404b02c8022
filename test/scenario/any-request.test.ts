// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import type { OpenApiDocument } from '@chainshare/gateway/internal/http/openapi/document.js';
import { newSeed } from '../support/changed-bytes.js';
import { requestArbitrary, type MadeRequest } from '../support/request-arbitrary.js';
import { hintsOf } from './support/request-hints.js';
import { RunningNetwork } from './support/running-network.js';

const REQUESTS = 2_000;
/** Requests at once: as many as a page in a browser sends, and few enough for the peer of a test. */
const AT_ONCE = 8;
const SEED = Number(process.env['CHAINSHARE_FUZZ_SEED'] ?? newSeed());

/** The same seed gives the same requests, but for the ids of what is there. */
describe(`any request that the OpenAPI document describes (CHAINSHARE_FUZZ_SEED=${SEED})`, function () {
  this.timeout(300_000);

  let network: RunningNetwork;

  before(async () => {
    network = await RunningNetwork.start('Xinqiao', 'Xinghe', 'Qiming');
  });

  after(async () => {
    await network.remove();
  });

  it('is answered as documented, and never with 500', async () => {
    const { json } = await network.doors.ask('Xinqiao', 'GET /openapi.json');
    const arbitrary = requestArbitrary(
      json as unknown as OpenApiDocument,
      await hintsOf(network.doors, 'Xinqiao'),
    );
    const requests = fc.sample(arbitrary, { numRuns: REQUESTS, seed: SEED });
    const failed: string[] = [];
    const statuses = new Set<number>();
    const waiting = [...requests];
    const lane = async (): Promise<void> => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const status = await send(next);
        statuses.add(status);
        if (status === 500) failed.push(`${next.method} ${next.target} ${String(next.body)}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    expect(failed).to.deep.equal([]);
    network.doors.assertConforming();
    // Else the requests would be of no use: some must get through, and some must not.
    expect([...statuses]).to.include.members([200, 201, 400, 404, 406, 428]);
  });

  /** @returns the status of the answer; what it says is compared with the document on its way */
  async function send({ method, target, headers, body }: MadeRequest): Promise<number> {
    const enough = new AbortController();
    const response = await network.doors.fetch(`${network.doors.address('Xinqiao')}${target}`, {
      method,
      headers: { authorization: `Bearer ${network.doors.token('Xinqiao')}`, ...headers },
      ...(body !== undefined && { body }),
      signal: enough.signal,
    });
    // A stream of changes has no end of its own.
    enough.abort();
    return response.status;
  }
});
