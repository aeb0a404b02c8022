// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { JsonObject, JsonValue } from '@chainshare/chaincode/model';
import { fixFor } from '@chainshare/gateway/internal/intake/code-fix.js';
import { eachCodeIn, resolveCodes } from '@chainshare/gateway/internal/intake/codes.js';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import type { Kind } from '@chainshare/gateway/internal/kinds/kind.js';
import type { Code, KnownCode } from '@chainshare/gateway/internal/kinds/known-code.js';

/** What the own records say, by `<sort> <code>`. */
const KNOWN: Readonly<Record<string, KnownCode>> = {
  'product TAG-01': { owners: 1, customers: [] },
  // Of two things of ours by mistake.
  'product OLD': { owners: 2, customers: [] },
  // An own code that a customer also uses, for something else.
  'product 77': { owners: 1, customers: [{ id: 'Qiming', code: 'TAG-02' }] },
  'product 4711': { owners: 0, customers: [{ id: 'Xinghe', code: 'TAG-01' }] },
  'product P-1': {
    owners: 0,
    customers: [
      { id: 'Xinghe', code: 'TAG-01' },
      { id: 'Qiming', code: 'TAG-02' },
    ],
  },
  'product P-2': {
    owners: 0,
    customers: [
      { id: 'Xinghe', code: 'TAG-01' },
      { id: 'Qiming', code: 'TAG-01' },
    ],
  },
  'product P-3': {
    owners: 0,
    customers: [
      { id: 'Xinghe', code: 'TAG-01' },
      { id: 'Xinghe', code: 'TAG-02' },
    ],
  },
  'location WH1': { owners: 1, customers: [] },
  'location GATE 7': { owners: 0, customers: [{ id: 'Xinghe', code: 'WH1' }] },
};

const codes = {
  find: (sort: string, code: string) => KNOWN[`${sort} ${code}`] ?? { owners: 0, customers: [] },
};

function resolved(values: JsonObject, kind = 'inventory', publisher = 'Xinqiao') {
  const result = resolveCodes(values, { kind: catalogue.kind(kind), publisher, codes });
  const coded = ({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`;
  return {
    values: result.values,
    faults: result.faults.map(coded),
    warnings: result.warnings.map(coded),
    unknown: result.unknown.map(({ field, sort, code }) => `${field} ${sort} ${code}`),
  };
}

const fine = { faults: [], warnings: [], unknown: [] };

/** The codes of a row that are looked up. */
function lookedUp(values: JsonValue, kind: Kind): readonly Code[] {
  const codes: Code[] = [];
  eachCodeIn(values, kind, (sort, code) => codes.push({ sort, code }));
  return codes;
}

describe('codes of a row', () => {
  const uri = 'https://id.gs1.org/01/09520006000015';

  /** [product, customer, what stands in the record, what is said of it] */
  const cases: readonly [
    string,
    string | undefined,
    string,
    { faults?: string[]; warnings?: string[]; unknown?: string[] },
  ][] = [
    ['TAG-01', undefined, 'TAG-01', {}],
    [uri, undefined, uri, {}],
    [
      'urn:uuid:580d3adf-1981-44a0-a214-13d6ceed9379',
      'Xinghe',
      'urn:uuid:580d3adf-1981-44a0-a214-13d6ceed9379',
      {},
    ],
    ['urn:epc:idpat:sgtin:9520006.000001.*', undefined, 'urn:epc:idpat:sgtin:9520006.000001.*', {}],
    ['(01)09520006000015', undefined, uri, {}],
    ['(01)09520006000016', undefined, '(01)09520006000016', { faults: ['/product MALFORMED'] }],
    ['(A) TAG', undefined, '(A) TAG', { unknown: ['product product (A) TAG'] }],
    ['09520006000015', undefined, '09520006000015', { unknown: ['product product 09520006000015'] }],
    ['77', 'Qiming', '77', {}],
    ['OLD', undefined, 'OLD', { faults: ['/product AMBIGUOUS_CODE'] }],
    ['4711', 'Xinghe', 'TAG-01', {}],
    ['4711', 'Qiming', 'TAG-01', { warnings: ['/product CODE_OF_CUSTOMER'] }],
    ['4711', undefined, 'TAG-01', { warnings: ['/product CODE_OF_CUSTOMER'] }],
    ['P-1', 'Xinghe', 'TAG-01', {}],
    ['P-1', 'Qiming', 'TAG-02', {}],
    ['P-1', undefined, 'P-1', { faults: ['/product AMBIGUOUS_CODE'] }],
    ['P-1', 'Guyu', 'P-1', { faults: ['/product AMBIGUOUS_CODE'] }],
    ['P-2', undefined, 'TAG-01', { warnings: ['/product CODE_OF_CUSTOMER'] }],
    ['P-3', 'Xinghe', 'P-3', { faults: ['/product AMBIGUOUS_CODE'] }],
    ['tag-01', undefined, 'tag-01', { unknown: ['product product tag-01'] }],
  ];
  for (const [product, customer, expected, said] of cases) {
    it(`${product} for ${customer ?? 'nobody'}: ${Object.values(said).flat().join() || expected}`, () => {
      const row = { product, location: 'WH1', ...(customer === undefined ? {} : { customer }) };
      expect(resolved(row)).to.deep.equal({ values: { ...row, product: expected }, ...fine, ...said });
    });
  }

  it('name locations by their own table', () => {
    const row = { product: 'TAG-01', location: 'GATE 7', customer: 'Xinghe' };
    expect(resolved(row)).to.deep.equal({ values: { ...row, location: 'WH1' }, ...fine });
    expect(resolved({ ...row, location: 'TAG-01' }).unknown).to.deep.equal(['location location TAG-01']);
  });

  it('are those of whoever buys or takes delivery, unless that is who publishes', () => {
    const order = { product: '4711', toLocation: 'GATE 7', buyer: 'Xinghe', seller: 'Xinqiao' };
    const sold = { values: { ...order, product: 'TAG-01', toLocation: 'WH1' }, ...fine };
    expect(resolved(order, 'order')).to.deep.equal(sold);
    const bought = resolved(order, 'order', 'Xinghe');
    expect(bought.warnings).to.deep.equal(['/product CODE_OF_CUSTOMER', '/toLocation CODE_OF_CUSTOMER']);
    const delivery = { product: 'P-1', fromLocation: 'WH1', toLocation: uri, consignee: 'Qiming' };
    expect(resolved(delivery, 'delivery').values['product']).to.equal('TAG-02');
  });

  it('are not looked up where the record itself says what they are', () => {
    const kind = catalogue.kind('product');
    const row = { product: '4711', customer: 'Xinghe', customerPart: 'P-1' };
    expect(resolved(row, 'product')).to.deep.equal({ values: row, ...fine });
    expect(resolved({ product: '(01)09520006000015' }, 'product').values['product']).to.equal(uri);
    expect(lookedUp(row, kind)).to.deep.equal([]);
  });

  it('are looked up as far as the form of a row allows', () => {
    const kind = catalogue.kind('inventory');
    const row = { product: uri, location: 'WH1' };
    expect(lookedUp(row, kind)).to.deep.equal([{ sort: 'location', code: 'WH1' }]);
    const wrong = [null, 'x', 7, [], { product: 7, location: ['WH1'] }, { product: 'x'.repeat(81) }];
    expect(wrong.flatMap((values) => lookedUp(values, kind))).to.deep.equal([]);
    expect(lookedUp({ subject: 'TAG-01' }, catalogue.kind('measurement'))).to.deep.equal([]);
  });
});

describe('a record that makes a code known', () => {
  const at = '2025-11-25';

  it('says what the row says, and nothing more', () => {
    const product = fixFor({ sort: 'product', code: 'TAG-09' }, 'KGM', at);
    expect(product).to.deep.equal({
      kind: 'product',
      record: {
        product: 'TAG-09',
        names: { zh: 'TAG-09', en: 'TAG-09' },
        validFrom: '2025-11-25',
        baseUnit: 'KGM',
      },
    });
    const { record } = fixFor({ sort: 'location', code: 'WH9' }, undefined, at);
    expect(record).to.deep.include({ location: 'WH9', country: 'ZZ', type: 'warehouse' });
    expect(fixFor({ sort: 'product', code: 'X' }, undefined, at).record['baseUnit']).to.equal('ZZ');
  });

  const sorts = ['product', 'location'] as const;
  for (const code of ['X 1', '13800138000', '文'.repeat(80)]) {
    it(`can be published as it is for ${code.slice(0, 11)}`, () => {
      for (const sort of sorts) {
        const { kind: name, record } = fixFor({ sort, code }, 'H87', at);
        const kind = catalogue.kind(name);
        expect([...kind.validate(record), ...kind.ruleFaults(record, 'Xinqiao')]).to.deep.equal([]);
      }
    });
  }
});
