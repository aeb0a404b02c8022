// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { canonical, parseCanonical, type JsonObject, type JsonValue } from '@chainshare/chaincode/model';
import { expect } from 'chai';
import fc from 'fast-check';
import { hasOutside, outsidePath } from '../../../support/outside-data.js';
import { refusalOf } from '../support/refusals.js';

/** The examples that the author of RFC 8785 published. */
const examples = outsidePath('jcs');

const nested = (depth: number): JsonValue => (depth === 0 ? 1 : [nested(depth - 1)]);

describe('canonical JSON', () => {
  it('orders members by UTF-16 code units and writes no blank', () => {
    expect(canonical({ b: [1, true, null], a: '€', '😀': 1, '\uffee': 2 })).to.equal(
      '{"a":"€","b":[1,true,null],"😀":1,"\uffee":2}',
    );
  });

  it('writes numbers as ECMAScript does', () => {
    expect(canonical([1e21, 1e-7, -0, 0.1, 333333333.3333333])).to.equal(
      '[1e+21,1e-7,0,0.1,333333333.3333333]',
    );
  });

  const notJson: readonly (readonly [string, unknown, string])[] = [
    ['undefined', { a: undefined }, '/a'],
    ['a bigint', [1n], '/0'],
    ['a date', { when: new Date(0) }, '/when'],
    ['a map', { 'a/b': { '~': new Map() } }, '/a~1b/~0'],
    ['not a number', { a: [Number.NaN] }, '/a/0'],
    ['an infinity', [Number.POSITIVE_INFINITY], '/0'],
    ['a lone surrogate', ['\ud800'], '/0'],
    ['a lone surrogate in a name', { '\udc00': 1 }, '/\udc00'],
    ['a hole', [1, , 2], '/1'], // eslint-disable-line no-sparse-arrays -- the hole is what is tested
    ['a function', { a: () => 1 }, '/a'],
    ['an instance of a class', { a: Buffer.from('') }, '/a'],
  ];
  for (const [what, value, place] of notJson) {
    it(`refuses ${what}`, () => {
      expect(refusalOf(() => canonical(value as JsonValue))).to.equal(`NOT_JSON at ${place}`);
    });
  }

  it('accepts objects without prototype', () => {
    expect(canonical(Object.assign(Object.create(null) as object, { a: 1 }))).to.equal('{"a":1}');
  });

  it('accepts 32 levels and refuses 33', () => {
    expect(canonical(nested(32))).to.have.length(65);
    expect(refusalOf(() => canonical(nested(33)))).to.match(/^NOT_JSON/);
  });

  it('writes alike however the members of a value stand', () => {
    const text = fc.string({ unit: 'binary', maxLength: 6 });
    const sorted = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(sorted);
      if (typeof value !== 'object' || value === null) return value;
      const names = Object.keys(value).sort();
      return Object.fromEntries(names.map((name) => [name, sorted((value as JsonObject)[name])]));
    };
    fc.assert(
      fc.property(fc.dictionary(text, fc.jsonValue({ maxDepth: 3 })), (value) => {
        const written = canonical(value as JsonObject);
        expect(canonical(sorted(value) as JsonObject)).to.equal(written);
        expect(JSON.parse(written)).to.deep.equal(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('writes names that look like numbers in the order of their characters', () => {
    expect(canonical({ 9: 1, 10: 2, a: { 2: 1, 10: 2 } })).to.equal('{"10":2,"9":1,"a":{"10":2,"2":1}}');
  });

  it('keeps what only looks like half a character, and half of none', () => {
    expect(canonical(['\\ud800', '\ud55c', '😀'])).to.equal('["\\\\ud800","\ud55c","😀"]');
  });

  it('reads back what it wrote', () => {
    expect(parseCanonical('{"a":[1,"x"],"b":null}')).to.deep.equal({ a: [1, 'x'], b: null });
  });

  const notCanonical = [
    '{"b":1,"a":2}',
    '{ "a":1}',
    '{"a":1,"a":1}',
    '1.0',
    '-0',
    '"\\u0061"',
    '\ufeff1',
    '{',
    '',
  ];
  for (const text of notCanonical) {
    it(`refuses the text ${JSON.stringify(text)}`, () => {
      expect(refusalOf(() => parseCanonical(text))).to.equal('NOT_CANONICAL');
    });
  }

  if (hasOutside(examples)) {
    for (const name of readdirSync(path.join(examples, 'input'))) {
      it(`agrees with the published example ${name}`, () => {
        const value = JSON.parse(readFileSync(path.join(examples, 'input', name), 'utf8')) as JsonValue;
        expect(canonical(value)).to.equal(
          readFileSync(path.join(examples, 'output', name), 'utf8').trimEnd(),
        );
      });
    }
  }
});
