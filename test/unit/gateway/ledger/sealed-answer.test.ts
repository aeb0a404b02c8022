// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { parseSealedAnswer } from '@chainshare/gateway/internal/ledger/sealed-answer.js';

const answer = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const bytes = (text: string): string => Buffer.from(text).toString('base64');

describe('answer to a pull', () => {
  it('gives the bytes in the order of the ids, null where there are none', () => {
    const values = parseSealedAnswer(answer({ values: [bytes('one'), null], next: null }), 2);
    expect(values.map((value) => (value === null ? null : Buffer.from(value).toString()))).to.deep.equal([
      'one',
      null,
    ]);
  });

  it('may cover only the first of the ids', () => {
    expect(parseSealedAnswer(answer({ values: [null], next: 1 }), 3)).to.have.length(1);
  });

  const nonsense: readonly [string, Uint8Array][] = [
    ['what is no JSON', Buffer.from('{')],
    ['what has no values', answer({ next: null })],
    ['no value at all', answer({ values: [], next: 0 })],
    ['more values than were asked for', answer({ values: [null, null, null], next: null })],
    ['values of another sort', answer({ values: [7], next: null })],
    ['more than 2 MB', answer({ values: [bytes('x'.repeat(1_000_001)), bytes('x'.repeat(1_000_001))] })],
  ];
  for (const [title, given] of nonsense) {
    it(`refuses ${title}`, () => {
      expect(() => parseSealedAnswer(given, 2)).to.throw('LEDGER_REFUSED');
    });
  }
});
