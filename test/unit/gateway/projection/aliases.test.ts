// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { parseInstant, type JsonObject } from '@chainshare/chaincode/model';
import { MERGED_TERMS_MAX } from '@chainshare/gateway/internal/projection/limits.js';
import { toListArgs } from '@chainshare/gateway/internal/projection/services/list-request.js';
import type { RecordQuery } from '@chainshare/gateway/internal/services.js';
import { open, ProjectionUnderTest, publish, READER, stock, type TestPublication } from './reader.js';

const GTIN = 'https://id.gs1.org/01/09520006000015';
const CX = 'urn:uuid:580d3adf-1981-44a0-a214-13d6ceed9379';

/** A product as its publisher describes it to all. */
const general = (changes: JsonObject = {}): JsonObject => ({
  product: 'TAG-01',
  names: { zh: '标签', en: 'Tag' },
  aliases: [
    { scheme: 'gtin', code: '9520006000015' },
    { scheme: 'cx', code: CX },
    { scheme: 'own', code: 'OLD-1' },
  ],
  validFrom: '2026-11-01',
  baseUnit: 'H87',
  ...changes,
});

/** The row of the same product for one customer. */
const forCustomer = (customer: string, customerPart: string): JsonObject => {
  const { aliases, ...rest } = general({ customer, customerPart });
  expect(aliases).to.not.equal(undefined);
  return rest;
};

const PLACE = {
  location: 'WH1',
  names: { en: 'Nanchang' },
  type: 'warehouse',
  country: 'CN',
  aliases: [
    { scheme: 'gln', code: '9520006000008' },
    { scheme: 'bpns', code: 'BPNS00000003B6LU' },
  ],
  customer: READER,
  customerLocation: 'GATE 7',
  validFrom: '2026-11-01',
};

describe('names of products and locations', () => {
  let reader: ProjectionUnderTest;
  beforeEach(() => {
    reader = new ProjectionUnderTest();
  });
  afterEach(() => {
    reader.close();
  });

  const products = (...records: readonly JsonObject[]): TestPublication =>
    reader.receive({ kind: 'product', records });

  const quantities = (query: Partial<RecordQuery>): readonly unknown[] =>
    reader.list(query).data.flatMap(({ kind, values }) => (kind === 'inventory' ? [values['quantity']] : []));
  const about = (subject: string) => quantities({ subject: [subject] });
  const stockOf = (product: string, filters: Record<string, readonly string[]> = {}) =>
    quantities({ kind: 'inventory', filters: { product: [product], ...filters } });

  describe('as their publisher says', () => {
    beforeEach(() => {
      reader.receive({ records: [stock({ quantity: '1' }), stock({ product: 'TAG-02', quantity: '2' })] });
      products(general(), forCustomer(READER, '4711'));
      reader.receive({ kind: 'location', records: [PLACE] });
      reader.receive({ records: [stock({ product: GTIN, quantity: '3' })] });
    });

    const names = [
      GTIN,
      'https://example.com/01/09520006000015',
      '(01)09520006000015',
      'urn:epc:idpat:sgtin:9520006.000001.*',
      CX,
      'urn:chainshare:Xinqiao:part:TAG-01',
      'urn:chainshare:Xinqiao:part:OLD-1',
      '4711',
      `urn:chainshare:${READER}:part:4711`,
    ];
    for (const name of names) {
      it(`lead from ${name} to all that is said of the thing`, () => {
        expect(about(name)).to.deep.equal(['3', '1']);
        expect(stockOf(name)).to.deep.equal(['3', '1']);
      });
    }

    it('are codes of any publisher in a field, of the own enterprise as a subject', () => {
      expect(stockOf('TAG-01')).to.deep.equal(['3', '1']);
      expect(stockOf('OLD-1')).to.deep.equal(['3', '1']);
      expect(about('TAG-01')).to.deep.equal([]);
      expect(about('OLD-1')).to.deep.equal([]);
    });

    it('never make a GTIN of bare digits', () => {
      expect(about('09520006000015')).to.deep.equal([]);
      expect(stockOf('9520006000015')).to.deep.equal([]);
    });

    it('are those of locations too', () => {
      for (const name of ['GATE 7', '(414)9520006000008', 'BPNS00000003B6LU', 'WH1']) {
        const filters = { location: [name] };
        expect(quantities({ kind: 'inventory', filters }), name).to.deep.equal(['3', '2', '1']);
      }
      expect(about('urn:chainshare:Xinqiao:site:BPNS00000003B6LU')).to.deep.equal(['3', '2', '1']);
    });

    it('stand together with other filters', () => {
      expect(stockOf('4711', { location: ['GATE 7'] })).to.deep.equal(['3', '1']);
      expect(stockOf('4711', { location: ['WH2'] })).to.deep.equal([]);
      expect(
        quantities({ kind: 'inventory', publisher: ['Guyu'], filters: { product: [GTIN] } }),
      ).to.deep.equal([]);
      expect(quantities({ kind: 'inventory', filters: { product: ['4711', 'TAG-02'] } })).to.deep.equal([
        '3',
        '2',
        '1',
      ]);
    });

    it('are found again after a rebuild', () => {
      const before = names.map((name) => [about(name), stockOf(name)]);
      reader.rebuild();
      expect(names.map((name) => [about(name), stockOf(name)])).to.deep.equal(before);
    });
  });

  it('lead nowhere before, and no longer when a newer record does without them', () => {
    reader.receive({ records: [stock({ quantity: '1' })] });
    expect(about(GTIN)).to.deep.equal([]);
    products(general());
    expect(about(GTIN)).to.deep.equal(['1']);
    const { aliases, ...bare } = general({ validFrom: '2026-11-02' });
    expect(aliases).to.not.equal(undefined);
    products(bare);
    expect(about(GTIN)).to.deep.equal([]);
  });

  it('lead nowhere from the future', () => {
    reader.receive({ records: [stock({ quantity: '1' })] });
    products(general({ validFrom: '2026-12-01' }));
    expect(about(GTIN)).to.deep.equal([]);
    expect(reader.list({ subject: [GTIN] }, '2026-12-02T00:00:00Z').data).to.have.length(2);
  });

  it('lead nowhere when the grant of the record that says so is over', () => {
    reader.receive({ records: [stock({ quantity: '1' })] });
    const product = publish({ kind: 'product', records: [general()] });
    reader.block({ publications: [product] });
    reader.open({ ...open(product), until: Date.parse('2026-11-23T00:00:00Z') / 1000 });
    expect(about(GTIN)).to.deep.equal([]);
    const earlier = reader.list({ subject: [GTIN] }, '2026-11-22T00:00:00Z');
    expect(earlier.data.map(({ kind }) => kind)).to.include('inventory');
  });

  describe('as the own enterprise says', () => {
    it('lead to what others say of the thing under their own names', () => {
      reader.receive({
        publisher: READER,
        kind: 'product',
        records: [forCustomer('Qiming', 'Q-9'), general()],
      });
      reader.receive({ publisher: 'Qiming', records: [stock({ product: 'Q-9', quantity: '1' })] });
      reader.receive({ publisher: 'Guyu', records: [stock({ product: GTIN, quantity: '2' })] });
      reader.receive({ publisher: READER, records: [stock({ quantity: '3' })] });
      for (const name of ['TAG-01', GTIN, CX, 'urn:chainshare:Qiming:part:Q-9']) {
        expect(about(name), name).to.deep.equal(['3', '2', '1']);
        expect(stockOf(name), name).to.deep.equal(['3', '2', '1']);
      }
    });

    it('lead on to what a partner calls by one of them', () => {
      reader.receive({ publisher: READER, kind: 'product', records: [general({ product: '4711' })] });
      products(general());
      reader.receive({ records: [stock({ quantity: '1' })] });
      expect(about('4711')).to.deep.equal(['1']);
    });
  });

  it('of one publisher never lead to what another says of what is his', () => {
    products(general());
    reader.receive({ records: [stock({ product: GTIN, quantity: '1' }), stock({ quantity: '2' })] });
    const claims = general({
      product: 'BAG-5',
      aliases: [
        { scheme: 'gtin', code: '09520006000015' },
        { scheme: 'own', code: 'urn:example:secret-offer' },
        { scheme: 'own', code: 'urn:chainshare:Xinqiao:part:TAG-01' },
      ],
    });
    reader.receive({ publisher: 'Guyu', kind: 'product', records: [claims] });
    reader.receive({
      publisher: 'Guyu',
      records: [
        stock({ product: 'BAG-5', quantity: '3' }),
        stock({ product: GTIN, location: 'G', quantity: '4' }),
      ],
    });
    expect(about('urn:example:secret-offer')).to.deep.equal(['4', '3']);
    expect(stockOf('urn:example:secret-offer')).to.deep.equal(['4', '3']);
    expect(stockOf('urn:example:secret-offer', { location: ['G', 'WH1'] })).to.deep.equal(['4', '3']);
    expect(about(GTIN)).to.deep.equal(['4', '3', '2', '1']);
  });

  it('stay as they were for the pages of a list that began before', () => {
    products(general());
    reader.receive({
      records: ['A', 'B', 'C'].map((location, i) => stock({ location, quantity: String(i) })),
    });
    const query: RecordQuery = {
      kind: 'inventory',
      filters: { product: [GTIN] },
      versions: 'current',
      limit: 2,
    };
    const now = parseInstant('2026-11-24T00:00:00Z');
    const first = reader.page(toListArgs(query, READER, now));
    products(general({ aliases: [{ scheme: 'own', code: 'X' }], validFrom: '2026-11-03' }));
    const second = reader.page(toListArgs({ ...query, cursor: first.next ?? '' }, READER, now));
    expect([...first.data, ...second.data].map(({ values }) => values['quantity'])).to.deep.equal([
      '2',
      '1',
      '0',
    ]);
    expect(stockOf(GTIN)).to.deep.equal([]);
  });

  it('lead to more terms than can be merged', () => {
    const count = MERGED_TERMS_MAX + 1;
    const customers = Array.from({ length: count }, (_, i) => `C${i}`);
    reader.receive({
      publisher: READER,
      kind: 'product',
      records: customers.map((customer) => forCustomer(customer, 'P')),
    });
    for (const customer of customers.slice(0, 3)) {
      reader.receive({ publisher: customer, records: [stock({ product: 'P', quantity: customer })] });
    }
    const theirs = customers.map((customer) =>
      stock({ product: `urn:chainshare:${customer}:part:P`, location: customer }),
    );
    reader.receive({ records: theirs });
    const found = reader.list({ kind: 'inventory', subject: ['TAG-01'], limit: 1_000 }).data;
    expect(found).to.have.length(count + 3);
    expect(new Set(found.map(({ id }) => id)).size).to.equal(count + 3);
    const filters = { product: ['TAG-01'] };
    expect(reader.list({ kind: 'inventory', filters, limit: 1_000 }).data).to.have.length(count + 3);
    expect(stockOf('TAG-01', { location: ['C7'] })).to.have.length(1);
  });
});
