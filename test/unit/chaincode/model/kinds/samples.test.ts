// SPDX-License-Identifier: Apache-2.0
import { kindSchema, recordKinds, type JsonObject, type KindSchema } from '@chainshare/chaincode/model';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { expect } from 'chai';
import { patched, samplesOf } from './samples.js';

/** Everything that a gateway finds wrong with a record, as `CODE at /pointer`. */
function faults(name: string, record: JsonObject, publisher: string): string[] {
  const kind = catalogue.kind(name);
  const bySchema = kind.validate(record);
  const found = bySchema.length > 0 ? bySchema : kind.ruleFaults(record, publisher);
  return found.map(({ code, pointer }) => `${code} at ${pointer}`);
}

for (const name of recordKinds) {
  const { publisher, valid, invalid, absent = [] } = samplesOf(name);

  describe(`records of ${name}`, () => {
    it('are accepted with every field that they can have', () => {
      const fields = Object.keys((kindSchema(name) as KindSchema).properties);
      expect(fields.filter((field) => valid[field] === undefined)).to.have.members(absent);
      expect(faults(name, valid, publisher)).to.deep.equal([]);
    });

    it('are accepted with no more than they must have', () => {
      const { required } = kindSchema(name) as KindSchema;
      const least = Object.fromEntries(Object.entries(valid).filter(([field]) => required.includes(field)));
      const bySchema = catalogue.kind(name).validate(least);
      expect(bySchema).to.deep.equal([]);
    });

    for (const { what, patch, code, pointer } of invalid) {
      it(`are refused with ${what}`, () => {
        const record = patched(valid, patch) as JsonObject;
        expect(faults(name, record, publisher)).to.deep.equal([`${code} at ${pointer}`]);
      });
    }
  });
}

describe('samples', () => {
  it('hold at least five faults of every kind', () => {
    expect(recordKinds.filter((name) => samplesOf(name).invalid.length < 5)).to.deep.equal([]);
  });
});
