// SPDX-License-Identifier: Apache-2.0
import { ProjectionUnderTest, READER } from '../../unit/gateway/projection/reader.js';
import type { Measurement } from '../figure.js';
import { insertRaw, rowsOf } from '../raw-rows.js';
import { alternating, median, ms } from '../statistics.js';
import { StockRows } from '../stock-rows.js';

const PUBLICATIONS = 20;
const RECORDS = 1_000;
const ROUNDS = 5;
const WARM_UP = 1;
const BOUND = 0.5;

/** Filling the projection from blocks and opened publications, against the same rows inserted as they stand. */
export const measure: Measurement = async ({ seed }) => {
  const projection = new ProjectionUnderTest();
  try {
    const rows = new StockRows(seed, READER);
    for (let n = 0; n < PUBLICATIONS; n++) projection.receive({ records: rows.take(RECORDS) });
    const raw = rowsOf(projection.db.projection);
    const rebuild = (): void => {
      projection.rebuild();
    };
    const insert = (): void => {
      insertRaw(raw);
    };
    await alternating(WARM_UP, rebuild, insert);
    const [rebuilt, inserted] = await alternating(ROUNDS, rebuild, insert);
    const [time, floor] = [median(rebuilt), median(inserted)];
    return [
      {
        name: 'speed of projection rebuild / raw inserts',
        measured: floor / time,
        bound: BOUND,
        good: 'at least',
        detail: `${ms(time)}, raw ${ms(floor)}, ${PUBLICATIONS * RECORDS} records, median of ${ROUNDS}`,
      },
    ];
  } finally {
    projection.close();
  }
};
