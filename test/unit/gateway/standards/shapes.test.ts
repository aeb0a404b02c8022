// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { JsonObject } from '@chainshare/chaincode/model';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { SAMM_UNITS } from '@chainshare/gateway/internal/standards/catena-x/samm-units.js';
import { express } from '@chainshare/gateway/internal/standards/express.js';
import { decimalOf, numberOf } from '@chainshare/gateway/internal/standards/json-number.js';
import { SHAPES } from '@chainshare/gateway/internal/standards/shapes.js';
import { hasOutside, outsidePath } from '../../../support/outside-data.js';
import * as aspects from './catena-x/aspects.js';

describe('shapes of standards', () => {
  for (const shape of SHAPES) {
    const name = shape.profile.split('#')[1] ?? '';

    describe(name, () => {
      let sample: JsonObject;
      before(function () {
        if (!hasOutside(outsidePath('catena-x'))) this.skip();
        sample = aspects.published(name);
      });

      it('gives its published sample back, equal as JSON and valid against its own schema', () => {
        const { documents, faults } = aspects.written(shape, aspects.recordsOf(shape, sample));
        expect([documents, faults]).to.deep.equal([[sample], []]);
        expect(aspects.schemaErrors(name, documents[0])).to.deep.equal([]);
        expect(aspects.schemaErrors(name, {})).to.not.deep.equal([]);
      });

      it('writes nothing for a reader who lacks a section that it speaks of', () => {
        const [values = {}] = aspects.recordsOf(shape, sample);
        for (const scope of shape.sections) {
          const record = { id: 'r.0', schema: 1, publisher: 'Xinqiao', values, withheld: [{ scope }] };
          const { documents, faults } = express(shape, [record]);
          expect(documents).to.deep.equal([]);
          expect(faults.map(({ pointer, code }) => `${pointer} ${code}`)).to.deep.equal([
            '/records/r.0 NOT_EXPRESSIBLE',
          ]);
        }
        const evidence = {
          id: 'r.0',
          schema: 1,
          publisher: 'Xinqiao',
          values,
          withheld: [{ scope: 'evidence' as const }],
        };
        expect(express(shape, [evidence]).documents).to.have.length(1);
      });

      it('says nothing of a record of another schema, whatever that holds', () => {
        const fields = Object.keys(catalogue.kind(shape.kind).marks.properties);
        for (const value of [null, 5, 'x', [null], [5], {}, { order: null }]) {
          const values = Object.fromEntries(fields.map((field) => [field, value]));
          const record = { id: 'r.0', schema: 2, publisher: 'Guyu', values, withheld: [] };
          const { documents, faults } = express(shape, [record]);
          expect(documents).to.deep.equal([]);
          expect(faults.map(({ pointer }) => pointer)).to.deep.equal(['/records/r.0']);
        }
      });

      it('is refused as a document where a member is missing', () => {
        for (const member of Object.keys(sample)) {
          const rest = Object.fromEntries(Object.entries(sample).filter(([name]) => name !== member));
          expect(aspects.faultsOf(shape, rest)).to.deep.equal([`/${member} REQUIRED`]);
        }
      });
    });
  }

  it('know every unit of the models', function () {
    if (!hasOutside(outsidePath('catena-x'))) this.skip();
    const { components } = aspects.published('ItemStock-schema') as unknown as {
      components: { schemas: { ItemUnitEnumeration: { enum: readonly string[] } } };
    };
    expect(Object.keys(SAMM_UNITS)).to.have.members(components.schemas.ItemUnitEnumeration.enum);
    expect(new Set(Object.values(SAMM_UNITS)).size).to.equal(Object.keys(SAMM_UNITS).length);
  });
});

describe('numbers of JSON', () => {
  for (const [number, decimal] of [
    [20.0, '20'],
    [-0, '0'],
    [0.1, '0.1'],
    [-1.5e-7, '-0.00000015'],
    [1e-12, '0.000000000001'],
    [999999999999999.9, '999999999999999.9'],
    [123456789012345680, '123456789012345680'],
  ] as const) {
    it(`write ${decimal} both ways`, () => {
      expect([decimalOf(number), numberOf(decimal)]).to.deep.equal([decimal, number === 0 ? 0 : number]);
    });
  }

  it('have no decimal beyond its digits', () => {
    expect([1e21, 1e18, 1e-13, 1.23456789e-8, NaN, Infinity].map(decimalOf)).to.deep.equal(
      Array(6).fill(undefined),
    );
  });

  it('are not written where a reader would read another value', () => {
    expect(['0.1234567890123', '123456789012345678', '1.10'].map(numberOf)).to.deep.equal([
      ...[undefined, undefined, 1.1],
    ]);
  });
});
