// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { GatewayError } from '@chainshare/gateway/internal/errors.js';
import { NOT_EXPRESSIBLE_NAMED_MAX, SHAPED_RECORDS_MAX } from '@chainshare/gateway/internal/http/limits.js';
import {
  answerInShape,
  wholeQuery,
  type ShapedRequest,
} from '@chainshare/gateway/internal/http/routes/shaped-records.js';
import type { Page, RecordQuery, RecordView } from '@chainshare/gateway/internal/services.js';
import { ITEM_STOCK } from '@chainshare/gateway/internal/standards/catena-x/item-stock.js';
import { basis, record } from '../fake-services.js';

const material = (n: number): string => `urn:uuid:48878d48-6f1d-47f5-8ded-${String(n).padStart(12, '0')}`;

const stock = (n: number, changes: object = {}): RecordView => ({
  ...record,
  id: `r.${n}`,
  withheld: [],
  values: {
    product: material(n),
    direction: 'outbound',
    customer: 'Xinghe',
    location: 'BPNS1234567890ZZ',
    address: 'BPNA1234567890ZZ',
    asOf: '2026-11-23T08:00:00+08:00',
    quantity: '20',
    unit: 'H87',
    ...changes,
  },
});

interface Asked {
  readonly queries: RecordQuery[];
  readonly request: ShapedRequest;
}

/** A list that comes newest first in pages of two. */
function ask(records: readonly RecordView[], changes: Partial<ShapedRequest> = {}): Asked {
  const queries: RecordQuery[] = [];
  const newestFirst = [...records].reverse();
  const list = (query: RecordQuery): Promise<Page<RecordView>> => {
    queries.push(query);
    const start = Number(query.cursor ?? 0);
    const next = start + 2 < newestFirst.length ? String(start + 2) : null;
    return Promise.resolve({ ...basis, data: newestFirst.slice(start, start + 2), withheld: withheld, next });
  };
  const query = { kind: 'inventory', versions: 'current', filters: {} } as const;
  const askAliases: ShapedRequest['askAliases'] = (codes) => Promise.resolve(codes.map(() => []));
  const request = { shape: ITEM_STOCK, lines: false, strict: false, query, list, askAliases, ...changes };
  return { queries, request };
}

const withheld = [{ reason: 'missing', scope: 'publication', count: 2 }] as const;
const typeOf = async ({ request }: Asked): Promise<string> =>
  (await answerInShape(request)).headers?.['Content-Type'] ?? '';

async function refusal({ request }: Asked): Promise<GatewayError> {
  try {
    await answerInShape(request);
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
  throw new Error('it was answered');
}

describe('lists in the shape of a standard', () => {
  it('are one document where there is one, lines where there are more, none, or lines are wanted', async () => {
    const json = 'application/json; profile="urn:samm:io.catenax.item_stock:2.0.0#ItemStock"';
    const lines = json.replace('json', 'x-ndjson');
    expect(await typeOf(ask([stock(1)]))).to.equal(json);
    expect(await typeOf(ask([stock(1), stock(2)]))).to.equal(lines);
    expect(await typeOf(ask([]))).to.equal(lines);
    expect(await typeOf(ask([stock(1)], { lines: true }))).to.equal(lines);
  });

  it('read every page and stand in the order of publication', async () => {
    const asked = ask([1, 2, 3, 4, 5].map((n) => stock(n)));
    const { body } = await answerInShape(asked.request);
    const documents = String(body).trimEnd().split('\n');
    expect(
      documents.map((text) => (JSON.parse(text) as Record<string, unknown>)['materialGlobalAssetId']),
    ).to.deep.equal([1, 2, 3, 4, 5].map(material));
    expect(asked.queries.map(({ cursor, limit }) => [cursor, limit])).to.deep.equal([
      ...[
        [undefined, 1000],
        ['2', 1000],
        ['4', 1000],
      ],
    ]);
  });

  it('say in headers what they are based on and what could not be said', async () => {
    const half = { ...stock(3), withheld: [{ scope: 'quantity', reason: 'policy' }] } as RecordView;
    const { headers } = await answerInShape(ask([stock(1), stock(2, { location: 'WH1' }), half]).request);
    expect(headers).to.include({
      'ChainShare-As-Of-Block': '9',
      'ChainShare-Pending': '1',
      'ChainShare-Withheld': 'policy;scope=quantity;count=1, missing;scope=publication;count=2',
      'ChainShare-Not-Expressible-Count': '2',
      'ChainShare-Not-Expressible': '"/records/r.2/location", "/records/r.3"',
    });
  });

  it('name a bounded number of gaps in a header', async () => {
    const records = Array.from({ length: 60 }, (_, n) => stock(n, n === 0 ? {} : { location: 'WH1' }));
    const { headers = {} } = await answerInShape(ask(records).request);
    expect(headers['ChainShare-Not-Expressible-Count']).to.equal('59');
    expect(headers['ChainShare-Not-Expressible']?.split(', ')).to.have.length(NOT_EXPRESSIBLE_NAMED_MAX);
  });

  it('are refused with every gap where nothing can be said, and where all is wanted or nothing', async () => {
    const none = await refusal(ask([stock(1, { lot: 'L1', unit: 'XBX' })]));
    expect([none.code, none.details.errorCount]).to.deep.equal(['NOT_EXPRESSIBLE', 2]);
    expect(none.details.errors?.map(({ pointer }) => pointer)).to.deep.equal([
      ...['/records/r.1/lot', '/records/r.1/unit'],
    ]);
    const records = [stock(1), stock(2, { lot: 'L1' })];
    expect((await refusal(ask(records, { strict: true }))).code).to.equal('NOT_EXPRESSIBLE');
    expect((await answerInShape(ask([stock(1)], { strict: true }).request)).status).to.equal(200);
  });

  it('are refused where they would take too many records', async () => {
    const records = Array.from({ length: SHAPED_RECORDS_MAX + 1 }, () => record);
    expect((await refusal(ask(records))).code).to.equal('ANSWER_TOO_LARGE');
  });

  it('have neither pages nor old versions, and one kind', () => {
    const wanted = { versions: 'all', kind: 'forecast', filters: {} } as const;
    let error: unknown;
    try {
      wholeQuery(ITEM_STOCK, wanted, 'versions=all&kind=forecast&limit=100&cursor=c');
    } catch (thrown) {
      error = thrown;
    }
    expect((error as GatewayError).details.errors?.map(({ pointer }) => pointer)).to.deep.equal([
      ...['/query/kind', '/query/versions', '/query/limit', '/query/cursor'],
    ]);
    const query = { versions: 'current', filters: { customer: ['Xinghe'] } } as const;
    expect(wholeQuery(ITEM_STOCK, query, '')).to.deep.equal({ ...query, kind: 'inventory' });
  });
});
