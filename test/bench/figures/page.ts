// SPDX-License-Identifier: Apache-2.0
import { parseInstant } from '@chainshare/chaincode/model';
import { toListArgs } from '@chainshare/gateway/internal/projection/services/list-request.js';
import { openStore, type Store } from '@chainshare/gateway/internal/store/store.js';
import { ProjectionUnderTest, READER } from '../../unit/gateway/projection/reader.js';
import type { Measurement } from '../figure.js';
import { alternating, median, ms } from '../statistics.js';
import { StockRows } from '../stock-rows.js';

const FEW = 1_000;
const MANY = 100_000;
const PUBLICATION = 1_000;
const CALLS = 5;
/** Calls before measuring: queries are planned and code is compiled by then. */
const WARM_UP = 5;
const BOUND = 1.25;

/** One page of 1,000 records out of many, against the same page where there are no others. */
export const measure: Measurement = async ({ seed }) => {
  const few = filled(FEW, seed);
  const many = filled(MANY, seed);
  try {
    const [fewStore, manyStore] = [await openStore(few.dir), await openStore(many.dir)];
    try {
      await alternating(WARM_UP, pageOf(manyStore), pageOf(fewStore));
      const [manyTimes, fewTimes] = await alternating(CALLS, pageOf(manyStore), pageOf(fewStore));
      const [time, floor] = [median(manyTimes), median(fewTimes)];
      const detail = `${ms(time)} / ${ms(floor)}, median of ${CALLS} pages of 1,000`;
      return [
        {
          name: 'page out of 100,000 / 1,000 records',
          measured: time / floor,
          bound: BOUND,
          good: 'at most',
          detail,
        },
      ];
    } finally {
      await fewStore.close();
      await manyStore.close();
    }
  } finally {
    few.close();
    many.close();
  }
};

function filled(records: number, seed: number): ProjectionUnderTest {
  const projection = new ProjectionUnderTest();
  const rows = new StockRows(seed, READER);
  for (let stored = 0; stored < records; stored += PUBLICATION) {
    projection.receive({ records: rows.take(PUBLICATION) });
  }
  return projection;
}

/** Reads through the store's own thread, as the gateway does. */
function pageOf(store: Store): () => Promise<void> {
  const now = parseInstant('2026-11-24T00:00:00Z');
  const query = { kind: 'inventory', filters: {}, versions: 'current', limit: 1_000 } as const;
  const args = toListArgs(query, READER, now);
  return async () => {
    const page = await store.read('record.page', args);
    if (page.count !== query.limit) throw new Error(`the page has ${page.count} records`);
  };
}
