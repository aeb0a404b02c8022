// SPDX-License-Identifier: Apache-2.0
import { implicitCollection } from '@chainshare/chaincode/model';
import { newKeyPair } from '@chainshare/gateway/internal/sealing/x25519.js';
import { expect } from 'chai';
import type { AttackedNetwork } from './support/attacked-network.js';
import { toNetwork } from './support/crafted.js';
import { attackedNetwork } from './support/shared-network.js';

/**
 * A peer that waited for the private data of an invalid transaction would wait 5 s or more for each block; less
 * than that is the work of validating them on a busy machine.
 */
const STALL_MS = 4_000;
const PUBLICATIONS = 5;
const INVALID_PER_PUBLICATION = 8;

describe("stalling another's commits", function () {
  this.timeout(90_000);

  let network: AttackedNetwork;
  before(async () => {
    network = await attackedNetwork();
  });

  /** How long Xinghe waits for the slowest of some publications, in ms. */
  async function slowest(name: string, meanwhile: () => Promise<unknown>): Promise<number> {
    const keyPair = newKeyPair();
    let ms = 0;
    for (let i = 0; i < PUBLICATIONS; i++) {
      const disturbance = meanwhile();
      const started = performance.now();
      expect(await network.actors.xinghe.publish(toNetwork('Xinghe', keyPair, `${name}-${i}`))).to.equal(
        'VALID',
      );
      ms = Math.max(ms, performance.now() - started);
      await disturbance;
    }
    return ms;
  }

  /** Transactions of Qiming that name Xinghe's collection; their private data reaches nobody. */
  async function invalid(): Promise<void> {
    const collection = implicitCollection('Xinghe');
    const outcomes = await Promise.all(
      Array.from({ length: INVALID_PER_PUBLICATION }, (_, i) =>
        network.actors.qiming.write([
          { op: 'putPrivate', collection, key: `stall-${i}`, value: 'x'.repeat(1_000) },
        ]),
      ),
    );
    expect(new Set(outcomes)).to.deep.equal(new Set(['ENDORSEMENT_POLICY_FAILURE']));
  }

  it('by many invalid transactions that name its collection: they delay a commit by no wait', async () => {
    const undisturbed = await slowest('CALM', () => Promise.resolve());
    const attacked = await slowest('ATTACKED', invalid);
    expect(attacked).to.be.below(undisturbed + STALL_MS);
    const { products } = await network.shown();
    const expected = ['CALM', 'ATTACKED'].flatMap((name) =>
      Array.from({ length: PUBLICATIONS }, (_, i) => `${name}-${i}`),
    );
    expect(products).to.include.members(expected);
  });
});
