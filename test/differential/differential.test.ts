// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { expect } from 'chai';
import { differences } from '../conformance/compare.js';
import { newSeed } from '../support/changed-bytes.js';
import { Random } from '../support/random.js';
import { TestLedger } from '../support/test-ledger.js';
import { root } from '../unit/project/sources.js';
import { finalState } from './support/final-state.js';
import { endsPeers } from './support/ends-peers.js';
import { LedgerSide, type Endorsed, type Observation } from './support/ledger-side.js';
import { RandomSteps } from './support/random-steps.js';
import { ORGANISATIONS, type Step } from './support/step.js';

/** The whole run is 5,000 transactions or more; `npm run test:fabric` runs less. */
const WHOLE = 5_000;
const TRANSACTIONS = Number(process.env['CHAINSHARE_DIFFERENTIAL_TRANSACTIONS'] ?? 240);
const SEED = Number(process.env['CHAINSHARE_DIFFERENTIAL_SEED'] ?? newSeed());

/** Codes that so many transactions of any seed come to; a short run may happen to have no conflict of one sort. */
const COMMON_CODES = ['VALID', 'ENDORSEMENT_POLICY_FAILURE'];
const ALL_CODES = [...COMMON_CODES, 'MVCC_READ_CONFLICT', 'PHANTOM_READ_CONFLICT'];

const CHAINCODE = path.join(root, 'test/differential/chaincode');

/** Long enough for the transactions of a round to be ordered on a busy machine: blocks close because they are full. */
const BLOCK_TIMEOUT_MS = 15_000;

/** Between two rounds. */
const EVALUATIONS = 3;

for (const perBlock of [8, 24]) {
  describe(`the same random transactions on both ledgers, ${perBlock} in a block (CHAINSHARE_DIFFERENTIAL_SEED=${SEED})`, function () {
    this.timeout(TRANSACTIONS * 1_000);

    let fabric: LedgerSide;
    let embedded: LedgerSide;
    const events = { records: 0, registers: 0 };

    before(async () => {
      [fabric, embedded] = [await start('fabric', perBlock), await start('embedded', perBlock)];
    });

    after(async () => {
      await Promise.all([fabric.close(), embedded.close()]);
    });

    /** Both do the same; what they observe must be equal. */
    async function compare<T>(
      what: string,
      act: (side: LedgerSide) => Promise<T>,
      shown: (result: T) => unknown,
    ) {
      const [expected, actual] = await Promise.all([act(fabric), act(embedded)]);
      const [one, other] = [expected, actual].map((result) => ({ what, shown: shown(result) }));
      expect(differences(one ? [one] : [], other ? [other] : []).join('\n'), `seed ${SEED}`).to.equal('');
      return [expected, actual] as const;
    }

    const whole = <T>(result: T): T => result;

    async function round(steps: RandomSteps): Promise<void> {
      const full: (readonly [Step, Endorsed, Endorsed])[] = [];
      while (full.length < perBlock) {
        const step = steps.submitted();
        const earlier = full.map(([one]) => one);
        if (endsPeers(step, earlier)) continue;
        const pair = await compare(
          describeStep(step),
          (side) => side.endorse(step),
          ({ observation }) => observation,
        );
        if (pair.every(({ transaction }) => transaction !== undefined)) full.push([step, ...pair]);
      }
      const [results] = await compare(
        'commit',
        (side) => side.commit(full.flatMap(([, ...pair]) => pair[side === fabric ? 0 : 1].transaction ?? [])),
        whole,
      );
      expect(new Set(results.map(({ block }) => block)), 'blocks of a round').to.have.property('size', 1);
      full.forEach(([{ chaincode }, { observation }], i) => {
        if (results[i]?.['code'] === 'VALID' && observation['event'] !== null) events[chaincode] += 1;
      });
      for (let i = 0; i < EVALUATIONS; i++) {
        const step = steps.evaluated();
        await compare(describeStep(step), (side) => side.evaluate(step), whole);
      }
      count(results);
    }

    const codes = new Map<string, number>();

    function count(results: readonly Observation[]): void {
      for (const { code } of results) codes.set(String(code), (codes.get(String(code)) ?? 0) + 1);
    }

    it(`come to the same codes, errors and read-write sets, ${TRANSACTIONS / 2} of them`, async () => {
      const steps = new RandomSteps(new Random(SEED + perBlock));
      for (let done = 0; done < TRANSACTIONS / 2; done += perBlock) await round(steps);
      process.stdout.write(
        `      seed ${SEED}, 0 differences: ${JSON.stringify(Object.fromEntries(codes))}\n`,
      );
      expect([...codes.keys()]).to.include.members(TRANSACTIONS < WHOLE ? COMMON_CODES : ALL_CODES);
    });

    it('tell of the same events', async () => {
      for (const chaincode of ['records', 'registers'] as const) {
        await compare(chaincode, (side) => side.events(chaincode, events[chaincode]), whole);
      }
    });

    it('leave the same state, in public, in private and in history', async () => {
      for (const chaincode of ['records', 'registers'] as const) {
        await compare(chaincode, (side) => finalState(side, chaincode), whole);
      }
    });
  });
}

async function start(on: 'embedded' | 'fabric', maxMessages: number): Promise<LedgerSide> {
  const test = await TestLedger.start({
    on,
    enterprises: ORGANISATIONS,
    alteredChaincode: new Map(ORGANISATIONS.map((mspId) => [mspId, CHAINCODE])),
    block: { timeoutMs: BLOCK_TIMEOUT_MS, maxMessages },
  });
  return LedgerSide.connect(test);
}

function describeStep({ mspId, chaincode, call, args, endorsers }: Step): string {
  return `${mspId} ${chaincode} ${call} ${args.join(',').slice(0, 80)} by ${endorsers.join('+')}`;
}
