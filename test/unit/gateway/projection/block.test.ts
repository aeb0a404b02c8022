// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { applyBlock } from '@chainshare/gateway/internal/projection/block.js';
import { readPending, readPublication } from '@chainshare/gateway/internal/projection/states.js';
import { publish, ProjectionUnderTest, READER, stock } from './reader.js';

describe('projection of blocks', () => {
  let reader: ProjectionUnderTest;
  beforeEach(() => {
    reader = new ProjectionUnderTest();
  });
  afterEach(() => {
    reader.close();
  });

  it('asks to pull what is meant for the reader, and nothing else', () => {
    const mine = publish({ records: [stock()] });
    const foreign = publish({ records: [stock()], granted: [] });
    const own = publish({ publisher: READER, records: [stock()] });
    const { newlyPending } = reader.block({ publications: [mine, foreign, own] });
    expect(newlyPending).to.deep.equal([mine.id]);
    const pending = readPending(reader.db, { limit: 10 });
    expect(pending.map(({ id }) => id)).to.have.members([mine.id, own.id]);
    expect(readPublication(reader.db, { id: foreign.id })).to.include({
      state: 'foreign',
      publisher: 'Xinqiao',
    });
  });

  it('changes nothing for a block that it has already', () => {
    const mine = publish({ records: [stock()] });
    reader.block({ publications: [mine] });
    const again = reader.run(applyBlock, reader.blocks[0] as (typeof reader.blocks)[number]);
    expect(again).to.deep.equal({ newlyPending: [], followed: [] });
    expect(readPending(reader.db, { limit: 10 })).to.have.length(1);
  });

  it('refuses to leave out a block', () => {
    reader.block();
    expect(() => reader.run(applyBlock, { number: 2, transactions: [] })).to.throw('does not follow');
    expect(reader.checkpoint()).to.equal(0);
  });

  it('counts only the first publication with an a', () => {
    const first = publish({ records: [stock()] });
    const second = publish({ records: [stock()] });
    reader.block({ publications: [first] });
    const block = {
      number: 1,
      transactions: [
        {
          ...{ index: 0, transactionId: 'again', creator: 'Xinqiao', timestamp: '2026-11-23T08:00:00Z' },
          memberWrites: [],
          publications: [
            {
              ...{ id: second.id, publisher: 'Xinqiao', tags: [], own: false, mine: true },
              a: (JSON.parse(first.envelope) as { a: string }).a,
            },
          ],
        },
      ],
    };
    expect(reader.run(applyBlock, block).newlyPending).to.deep.equal([]);
    expect(readPublication(reader.db, { id: second.id })).to.include({ state: 'repeated' });
  });

  it('does not count a publication twice that is written again', () => {
    const mine = publish({ records: [stock()] });
    reader.block({ publications: [mine] });
    expect(reader.block({ publications: [mine] }).newlyPending).to.deep.equal([]);
    expect(readPublication(reader.db, { id: mine.id })).to.include({ block: 0 });
  });
});
