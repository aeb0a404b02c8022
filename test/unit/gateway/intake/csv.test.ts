// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import { csvLines } from '@chainshare/gateway/internal/intake/csv-lines.js';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { faultsOf, readSheet } from './sheets.js';

const read = (content: string | Uint8Array, kind = 'inventory') =>
  readSheet(content, 'csv', catalogue.kind(kind));
const refused = async (content: string, kind?: string) =>
  (await faultsOf(() => read(content, kind))).map(
    ({ row, column, code }) => `${row ?? ''} ${column ?? ''} ${code}`,
  );

describe('CSV', () => {
  it('reads columns by path and by title in Chinese and English', async () => {
    const [row] = await read('product,地点,Direction,order.orderId,冻结\nTAG-01,WH1,outbound,PO-7,是\n');
    expect(row?.row).to.equal(2);
    expect(row?.values).to.deep.equal({
      product: 'TAG-01',
      location: 'WH1',
      direction: 'outbound',
      order: { orderId: 'PO-7' },
      blocked: true,
    });
    expect(row?.columnOf?.('/location')).to.equal('地点');
    expect(row?.columnOf?.('/order/orderId')).to.equal('order.orderId');
  });

  it('reads a byte order mark, quotes, line breaks in cells, and any line ends', async () => {
    const rows = await read('\uFEFFproduct,note\r\n"TAG,""01""","two\r\nlines"\r\nTAG-02,x\r\n');
    expect(rows.map(({ row, values }) => [row, values])).to.deep.equal([
      [2, { product: 'TAG,"01"', note: 'two\r\nlines' }],
      [3, { product: 'TAG-02', note: 'x' }],
    ]);
  });

  it('reads GB18030 where the bytes are not UTF-8', async () => {
    // 物料,地点 and 标签,仓库 in GB18030.
    const bytes = Buffer.concat([
      Buffer.from('ceefc1cf2cb5d8b5e30a', 'hex'),
      Buffer.from('b1eac7a92cb2d6bfe20a', 'hex'),
    ]);
    const [row] = await read(bytes);
    expect(row?.values).to.deep.equal({ product: '标签', location: '仓库' });
  });

  it('refuses what is text in no encoding', async () => {
    expect(await refused(Buffer.from([0xff, 0xff]) as unknown as string)).to.deep.equal(['  NOT_TEXT']);
  });

  it('takes an empty cell for absent and an empty line for nothing', async () => {
    const rows = await read('product,lot\nTAG-01,\n,\n\nTAG-02, \n');
    expect(rows.map(({ row, values }) => [row, values])).to.deep.equal([
      [2, { product: 'TAG-01' }],
      [5, { product: 'TAG-02' }],
    ]);
  });

  it('refuses columns that are unknown or name one field twice', async () => {
    expect(await refused('product,colour,物料,order,order.size,\nx,y,z,a,b,\n')).to.deep.equal([
      '1 colour UNKNOWN_COLUMN',
      '1 物料 DUPLICATE_COLUMN',
      '1 order.size UNKNOWN_COLUMN',
      '1  UNKNOWN_COLUMN',
    ]);
    expect(await refused('')).to.deep.equal(['1  REQUIRED']);
  });

  it('refuses a file whose quotes do not close', async () => {
    expect((await refused('product,lot\n"TAG-01,x\n')).map((fault) => fault.split(' ').at(-1))).to.deep.equal(
      ['NOT_CSV'],
    );
  });

  it('marks a line that is longer than the header', async () => {
    const [row] = await read('product\nTAG-01,more\n');
    expect(row?.faults.map(({ code }) => code)).to.deep.equal(['TOO_MANY_CELLS']);
  });

  it('takes off exactly one guard against formulas', async () => {
    const rows = await read("product\n'=1+1\n''x\n'plain\n");
    expect(rows.map(({ values }) => values)).to.deep.equal([
      { product: '=1+1' },
      { product: "'x" },
      { product: "'plain" },
    ]);
  });

  it('reads names of units that mean one unit everywhere', async () => {
    const rows = await read('unit\n公斤\nKG\n件\nH87\n斤\n');
    expect(rows.map(({ values }) => (values as { unit: string }).unit)).to.deep.equal([
      'KGM',
      'KGM',
      'H87',
      'H87',
      '斤',
    ]);
  });
});

describe('folding of CSV', () => {
  const header =
    'series,product,issue,issuedAt,horizon.start,horizon.end,bucketSize,unit,buckets[].start,buckets[].quantity,buckets[].firmness';
  const line = (product: string, start: string, quantity: string, { unit = 'H87', firmness = '' } = {}) =>
    `demand,${product},1,2026-11-25T08:00:00Z,2026-12-01,2027-01-01,P1D,${unit},${start},${quantity},${firmness}`;
  const sheet = (...lines: readonly string[]) => [header, ...lines, ''].join('\n');

  it('makes one record of neighbouring lines of one key', async () => {
    const rows = await read(
      sheet(
        line('A', '2026-12-01', '10'),
        line('A', '2026/12/2', '20', { unit: '', firmness: 'firm' }),
        line('B', '20261201', '5'),
      ),
      'forecast',
    );
    expect(rows.map(({ row }) => row)).to.deep.equal([2, 4]);
    expect(rows[0]?.values).to.have.deep.property('buckets', [
      { start: '2026-12-01', quantity: '10' },
      { start: '2026-12-02', quantity: '20', firmness: 'firm' },
    ]);
    expect(rows[0]?.values).to.have.deep.property('horizon', { start: '2026-12-01', end: '2027-01-01' });
    expect(rows[0]?.columnOf?.('/buckets/1/quantity')).to.equal('buckets[].quantity');
    expect(rows[0]?.faults).to.deep.equal([]);
  });

  it('refuses a line that gives the record above another value', async () => {
    const rows = await read(
      sheet(line('A', '2026-12-01', '10'), line('A', '2026-12-02', '20', { unit: 'KGM' })),
      'forecast',
    );
    expect(rows[0]?.faults.map(({ row, column, code }) => [row, column, code])).to.deep.equal([
      [3, 'unit', 'ROW_CONFLICT'],
    ]);
  });

  it('does not fold lines that are apart', async () => {
    const rows = await read(
      sheet(line('A', '2026-12-01', '10'), line('B', '2026-12-01', '5'), line('A', '2026-12-02', '20')),
      'forecast',
    );
    expect(rows.map(({ row }) => row)).to.deep.equal([2, 3, 4]);
  });

  it('refuses more lines in one record than a list may have', async () => {
    const lines = Array.from({ length: 1_001 }, () => line('A', '2026-12-01', '1'));
    const rows = await read(sheet(...lines), 'forecast');
    expect(rows).to.have.length(1);
    expect(rows[0]?.faults.map(({ code }) => code)).to.deep.equal(['TOO_LARGE']);
  });

  it('reads a list of texts from one cell, and deeper lists as JSON', async () => {
    const [row] = await read('refs\n"a;b\\;c"\n');
    expect(row?.values).to.deep.equal({ refs: ['a', 'b;c'] });
    const [files] = await read('files\n"[{""title"":""x""}]"\n');
    expect(files?.values).to.deep.equal({ files: [{ title: 'x' }] });
  });

  it('ends with its fault, and with nothing that nobody hears, also for who reads no further', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'chainshare-csv-'));
    const file = join(dir, 'stock.csv');
    await writeFile(file, `product,note\n${'TAG-01,x\n'.repeat(8)}TAG-02,ou"z\n${'TAG-01,x\n'.repeat(80)}`);
    const ended: unknown[] = [];
    const onEnd = (error: unknown): void => void ended.push(error);
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException').on('uncaughtException', onEnd);
    try {
      const first = csvLines(file, 'utf-8').next();
      expect(await first.catch((error: unknown) => error)).to.have.nested.property(
        'details.errors[0].row',
        10,
      );
      await setImmediate();
    } finally {
      process.removeListener('uncaughtException', onEnd);
      for (const other of others) process.on('uncaughtException', other);
      await rm(dir, { recursive: true });
    }
    expect(ended).to.deep.equal([]);
  });
});
