// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { GatewayError } from '@chainshare/gateway/internal/errors.js';
import type { RecordQuery } from '@chainshare/gateway/internal/services.js';
import { open, publish, ProjectionUnderTest, READER, stock } from './reader.js';

describe('lists of records', () => {
  let reader: ProjectionUnderTest;
  beforeEach(() => {
    reader = new ProjectionUnderTest();
  });
  afterEach(() => {
    reader.close();
  });

  const quantities = (query: Partial<RecordQuery>) =>
    reader.list(query).data.map(({ values }) => values['quantity']);

  const faultsOf = (query: Partial<RecordQuery>) => {
    try {
      reader.list(query);
    } catch (error) {
      if (error instanceof GatewayError) return (error.details.errors ?? []).map(({ pointer }) => pointer);
      throw error;
    }
    return [];
  };

  describe('filters', () => {
    beforeEach(() => {
      reader.receive(
        { records: [stock({ quantity: '1' }), stock({ location: 'WH2', quantity: '2' })] },
        '2026-11-21T00:00:00Z',
      );
      reader.receive(
        { publisher: 'Guyu', records: [stock({ product: 'BAG-5', direction: 'inbound', quantity: '3' })] },
        '2026-11-22T00:00:00Z',
      );
      reader.receive(
        {
          publisher: READER,
          records: [stock({ blocked: true, asOf: '2026-11-20T00:00:00Z', quantity: '4' })],
        },
        '2026-11-23T00:00:00Z',
      );
    });

    const inventory = (filters: Record<string, readonly string[]>) => ({ kind: 'inventory', filters });
    const cases: readonly [string, Partial<RecordQuery>, readonly string[]][] = [
      ['nothing', {}, ['4', '3', '2', '1']],
      ['kind', { kind: 'inventory' }, ['4', '3', '2', '1']],
      ['another kind', { kind: 'forecast' }, []],
      ['publisher', { publisher: ['Guyu'] }, ['3']],
      ['one of two publishers', { publisher: ['Guyu', READER, READER] }, ['4', '3']],
      ['a publisher that is not there', { publisher: ['Nobody'] }, []],
      ['a field', inventory({ location: ['WH2'] }), ['2']],
      ['one of two values', inventory({ location: ['WH2', 'WH1'] }), ['4', '3', '2', '1']],
      ['two fields', inventory({ location: ['WH1'], product: ['TAG-01'] }), ['4', '1']],
      ['a truth value', inventory({ blocked: ['true'] }), ['4']],
      ['a time in another zone', inventory({ asOf: ['2026-11-20T09:30:00.0+09:30'] }), ['4']],
      ['a time that is none', inventory({ asOf: ['yesterday'] }), []],
      ['a value that is not there', inventory({ location: ['WH9'] }), []],
      ['field and publisher', { ...inventory({ location: ['WH1'] }), publisher: ['Xinqiao'] }, ['1']],
      ['a subject by its name', { subject: ['urn:chainshare:Xinqiao:part:TAG-01'] }, ['2', '1']],
      ['an own code', { subject: ['TAG-01'] }, ['4']],
      ['one of two subjects', { subject: ['TAG-01', 'urn:chainshare:Guyu:part:BAG-5'] }, ['4', '3']],
      ['one of a hundred subjects', { subject: ['TAG-01', ...Array.from({ length: 99 }, String)] }, ['4']],
      ['business time, from inclusive', { from: '2026-11-23T08:00:00+08:00' }, ['3', '2', '1']],
      ['business time, until exclusive', { until: '2026-11-23T00:00:00Z' }, ['4']],
      ['business time by the nanosecond', { from: '2026-11-23T00:00:00.000000001Z' }, []],
      [
        'time of publishing',
        { publishedFrom: '2026-11-22T08:00:00+08:00', publishedUntil: '2026-11-23T00:00:00Z' },
        ['3'],
      ],
      ['search and field', { ...inventory({ location: ['WH1'] }), q: 'tag' }, ['4', '1']],
    ];
    for (const [name, query, expected] of cases) {
      it(`by ${name}`, () => {
        expect(quantities(query)).to.deep.equal(expected);
        expect(quantities({ ...query, versions: 'all' })).to.deep.equal(expected);
      });
    }

    it('never show kinds of the gateways unasked', () => {
      const names = { zh: '芯桥', en: 'Xinqiao' };
      reader.receive({
        kind: 'profile',
        records: [{ names, updatedAt: '2026-11-23T00:00:00Z' }],
        granted: ['identity'],
      });
      expect(reader.list({ versions: 'all' }).data).to.have.length(4);
      expect(reader.list().data).to.have.length(4);
      expect(reader.list({ kind: 'profile' }).data.map(({ values }) => values['names'])).to.deep.equal([
        names,
      ]);
      expect(reader.list({ kind: 'profile', versions: 'all' }).data).to.have.length(1);
    });
  });

  const refused: readonly [string, Partial<RecordQuery>, readonly string[]][] = [
    ['a kind that there is not', { kind: 'stock' }, ['/query/kind']],
    ['a field without kind', { filters: { location: ['WH1'] } }, ['/query/location']],
    ['a field that the kind has not', { kind: 'inventory', filters: { colour: ['red'] } }, ['/query/colour']],
    ['a field of another section', { kind: 'inventory', filters: { unit: ['H87'] } }, ['/query/unit']],
    ['a field with parts', { kind: 'inventory', filters: { order: ['1'] } }, ['/query/order']],
    [
      'a name of the language',
      { kind: 'inventory', filters: { constructor: ['1'] } },
      ['/query/constructor'],
    ],
    ['a time that is none', { from: '2026-02-30T00:00:00Z', until: 'now' }, ['/query/from', '/query/until']],
    ['a search without a word', { q: '"-*' }, ['/query/q']],
    ['too many values', { publisher: Array.from({ length: 101 }, String) }, ['/query/publisher']],
    ['a page of none', { limit: 0 }, ['/query/limit']],
    ['a page of too many', { limit: 1_001 }, ['/query/limit']],
    ['a cursor that is none', { cursor: 'abc' }, ['/query/cursor']],
  ];
  for (const [name, query, pointers] of refused) {
    it(`refuse ${name}`, () => {
      expect(faultsOf(query)).to.deep.equal(pointers);
    });
  }

  describe('pages', () => {
    const rows = (quantity: string) =>
      ['A', 'B', 'C', 'D', 'E'].map((location) => stock({ location, quantity }));

    const follow = (
      query: Partial<RecordQuery>,
      between: () => void,
    ): { ids: string[]; blocks: number[] } => {
      const [ids, blocks]: [string[], number[]] = [[], []];
      let cursor: string | undefined;
      do {
        const page = reader.list({ ...query, limit: 2, ...(cursor === undefined ? {} : { cursor }) });
        ids.push(...page.data.map(({ id }) => id));
        blocks.push(page.asOfBlock);
        cursor = page.next ?? undefined;
        between();
      } while (cursor !== undefined);
      return { ids, blocks };
    };

    it('show every record once, newest first', () => {
      const publication = reader.receive({ records: rows('1') });
      const { ids } = follow({}, () => undefined);
      expect(ids).to.deep.equal([4, 3, 2, 1, 0].map((index) => `${publication.id}.${index}`));
    });

    it('stay as of their block while newer records take the place of older ones', () => {
      reader.receive({ records: rows('1') });
      for (const query of [
        {},
        { kind: 'inventory' },
        { kind: 'inventory', filters: { direction: ['outbound'] } },
        { q: 'TAG' },
      ]) {
        let day = 10;
        const before = reader.list(query).data.map(({ id }) => id);
        const { ids, blocks } = follow(query, () => {
          day += 1;
          reader.receive({
            records: rows(String(day)).map((row) => ({ ...row, asOf: `2026-11-23T${String(day)}:00:00Z` })),
          });
        });
        expect(ids).to.deep.equal(before);
        expect(new Set(blocks).size).to.equal(1);
      }
    });

    it('do not show what was opened late, but the list that begins after does', () => {
      const late = publish({ records: [stock({ location: 'LATE' })] });
      reader.block({ publications: [late] });
      reader.receive({ records: rows('1') });
      const { ids } = follow({ versions: 'all' }, () => {
        if (reader.opened.length > 1) return;
        reader.block();
        reader.open(open(late));
      });
      expect(ids).to.have.length(5);
      expect(reader.list({ versions: 'all' }).data).to.have.length(6);
    });

    it('keep a record that returned to being current since', () => {
      const [older, newer] = [
        reader.receive({
          records: [
            stock({ asOf: '2026-11-20T00:00:00Z', quantity: '1' }),
            stock({ location: 'X' }),
            stock({ location: 'Y' }),
          ],
        }),
        reader.receive({ records: [stock({ quantity: '2' })] }),
      ];
      const { ids } = follow({}, () => {
        if (reader.blocks.length > 2) return;
        const moved = { location: 'Z', corrects: `${newer.id}.0`, reason: 'incorrect_data' };
        reader.receive({ records: [stock(moved)] });
      });
      expect(ids).to.deep.equal([`${newer.id}.0`, `${older.id}.2`, `${older.id}.1`]);
    });

    it('refuse the cursor of another query', () => {
      reader.receive({ records: rows('1') });
      const { next } = reader.list({ limit: 2 });
      expect(faultsOf({ limit: 2, cursor: next ?? '', publisher: ['Guyu'] })).to.deep.equal([
        '/query/cursor',
      ]);
      expect(reader.list({ limit: 3, cursor: next ?? '' }).data).to.have.length(3);
    });
  });
});
