// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { canonical, recordKinds, type JsonObject, type JsonValue } from '@chainshare/chaincode/model';
import { csvBytes } from '@chainshare/gateway/internal/export/csv-bytes.js';
import { recordTable } from '@chainshare/gateway/internal/export/record-lines.js';
import { workbookBytes } from '@chainshare/gateway/internal/export/workbook-bytes.js';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import type { Kind } from '@chainshare/gateway/internal/kinds/kind.js';
import { recordArbitrary } from '../../../support/record-arbitrary.js';
import { samplesOf } from '../../chaincode/model/kinds/samples.js';
import { readSheet } from '../intake/sheets.js';

type Lines = readonly (readonly string[])[];

const forms = {
  csv: (header: readonly string[], batches: AsyncIterable<Lines>) => csvBytes(header, batches),
  xlsx: (header: readonly string[], batches: AsyncIterable<Lines>) => workbookBytes('data', header, batches),
} as const;

/** Values as they come back out of a file that they were written into. */
async function roundTrip(form: 'csv' | 'xlsx', kind: Kind, records: readonly JsonObject[]) {
  const table = recordTable(kind);
  // eslint-disable-next-line @typescript-eslint/require-await -- batches of an export come asynchronously
  async function* batches(): AsyncGenerator<Lines> {
    for (const values of records) yield table.lines(values);
  }
  const pieces: Buffer[] = [];
  for await (const piece of forms[form](table.header, batches())) pieces.push(Buffer.from(piece));
  const rows = await readSheet(Buffer.concat(pieces), form, kind);
  expect(rows.flatMap(({ faults }) => faults)).to.deep.equal([]);
  return rows.map(({ values }) => values);
}

describe('records written as tables and read again', () => {
  for (const name of recordKinds) {
    for (const form of ['csv', 'xlsx'] as const) {
      it(`a full ${name} comes back from ${form} as it was`, async () => {
        const { valid } = samplesOf(name);
        const [values, ...others] = await roundTrip(form, catalogue.kind(name), [valid]);
        expect(others).to.deep.equal([]);
        expect(canonical(values ?? {})).to.equal(canonical(valid));
      });
    }

    it(`any ${name} comes back from both as it was, whatever its texts hold`, async () => {
      const kind = catalogue.kind(name);
      const property = fc.asyncProperty(recordArbitrary(kind.marks), async (record) => {
        for (const form of ['csv', 'xlsx'] as const) {
          const [values, ...others] = await roundTrip(form, kind, [record]);
          expect(others, form).to.deep.equal([]);
          expect(canonical(values ?? {}), form).to.equal(canonical(record));
        }
      });
      await fc.assert(property, { numRuns: 15 });
    });
  }

  it('several records of one kind stay apart', async () => {
    const kind = catalogue.kind('forecast');
    const { valid } = samplesOf('forecast');
    const records = [
      valid,
      { ...valid, product: 'OTHER', buckets: [] },
      { ...valid, issuedAt: '2026-11-30T08:00:00Z' },
    ];
    for (const form of ['csv', 'xlsx'] as const) {
      expect((await roundTrip(form, kind, records)).map((values) => canonical(values))).to.deep.equal(
        records.map((values) => canonical(values)),
      );
    }
  });
});

describe('records of a schema that is not known here', () => {
  /** What nobody has checked may be of any type and any depth. */
  const wild: readonly JsonValue[] = [null, 5, true, 'x', [], [5, null, {}], [[['x']]], {}, { a: { b: [] } }];
  const formulas = ['=1+1', '+cmd', '-2+3', '@SUM(A1)', "'=1"];

  for (const name of recordKinds) {
    it(`are written as tables of ${name} all the same, without a formula`, () => {
      const kind = catalogue.kind(name);
      const table = recordTable(kind);
      const fields = Object.keys(kind.marks.properties);
      for (const value of [...wild, ...formulas, [{ start: formulas[0] ?? '' }]]) {
        const values = Object.fromEntries(fields.map((field) => [field, value]));
        const cells = table.lines(values).flat();
        expect(
          cells.filter((cell) => typeof cell !== 'string' || /^[=+@]|^-(?!\d+$)/.test(cell)),
        ).to.deep.equal([]);
      }
    });
  }
});
