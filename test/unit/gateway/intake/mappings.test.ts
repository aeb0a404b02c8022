// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { JsonObject } from '@chainshare/chaincode/model';
import { GatewayError, type Fault } from '@chainshare/gateway/internal/errors.js';
import { Mappings } from '@chainshare/gateway/internal/intake/mappings.js';
import { XLSX_TYPE } from '@chainshare/gateway/internal/intake/media-type.js';
import { headerHash } from '@chainshare/gateway/internal/intake/sheet-reading.js';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { EnterpriseSettings } from '@chainshare/gateway/internal/settings.js';
import { textRow, workbook } from '../../../support/workbook.js';
import { fileOf, RunningPublisher } from '../publish/running-publisher.js';

const now = () => '2026-11-25T09:00:00.000Z';
const header = ['存货编码', '仓库', '方向', '结存', '单位', '盘点时间', '货架'];
const table = [header, ['TAG-01', 'WH1', 'outbound', '12', '箱', '2026/11/25 8:00', '7b']];
const csv = table.map((cells) => `${cells.join(',')}\n`).join('');
const columns = {
  存货编码: 'product',
  仓库: 'location',
  方向: 'direction',
  结存: 'quantity',
  单位: 'unit',
  盘点时间: 'asOf',
  货架: null,
};
const place = { kind: 'inventory', header: headerHash(header) };

describe('column mappings', () => {
  let publisher: RunningPublisher;
  let mappings: Mappings;
  let settings: EnterpriseSettings;
  beforeEach(async () => {
    publisher = await RunningPublisher.start();
    mappings = new Mappings(publisher.store, catalogue, now);
    settings = new EnterpriseSettings(publisher.store, now);
  });
  afterEach(async () => {
    await publisher.remove();
  });

  const refusal = async (run: Promise<unknown>): Promise<readonly Fault[]> => {
    const error = await run.then(
      () => undefined,
      (failure: unknown) => failure as GatewayError,
    );
    return error?.details.errors ?? [{ pointer: '', code: error?.code ?? 'answered', message: '' }];
  };
  const codesOf = async (run: Promise<unknown>) =>
    (await refusal(run)).map(({ pointer, code }) => `${pointer} ${code}`);
  /** Publishes a file and reads the values of its first record. */
  const publish = async (content: string | Uint8Array, changes: object = {}): Promise<JsonObject> => {
    const { body } = await publisher.publish(fileOf(randomUUID(), content, changes));
    const [publication] = body['publications'] as { readonly records: readonly { readonly id: string }[] }[];
    const record = await publisher.record(publication?.records[0]?.id ?? '');
    return record?.['values'] as JsonObject;
  };

  it('are offered where a column is unknown, with those that are near', async () => {
    const faults = await refusal(publish(csv));
    expect(faults.map(({ column }) => column)).to.deep.equal(['存货编码', '仓库', '结存', '货架']);
    expect(new Set(faults.map(({ mapping }) => mapping))).to.deep.equal(
      new Set([`/v1/mappings/inventory/${place.header}`]),
    );
    const near = await refusal(publish('productt,库存数量\n'));
    expect(near.map((fault) => fault.near?.[0])).to.deep.equal(['product', 'quantity']);
  });

  it('let a sheet go in as it is, from CSV and XLSX, with its own units and zone', async () => {
    await mappings.put(place, null, { columns, units: { 箱: 'XBX' }, timeZone: 'Asia/Tokyo' });
    const xlsx = workbook({
      rows: table
        .map((cells, i) =>
          textRow(
            i + 1,
            cells.map((cell) => cell.replace('TAG-01', 'TAG-02')),
          ),
        )
        .join(''),
    });
    const values = {
      location: 'WH1',
      direction: 'outbound',
      quantity: '12',
      unit: 'XBX',
      asOf: '2026-11-25T08:00:00+09:00',
    };
    expect(await publish(csv)).to.include({ ...values, product: 'TAG-01' });
    expect(await publish(xlsx, { contentType: XLSX_TYPE })).to.include({ ...values, product: 'TAG-02' });
  });

  it('belong to a header, in whatever order its columns stand', async () => {
    await mappings.put(place, null, { columns, units: { 箱: 'XBX' } });
    const turned = table.map((cells) => `${[...cells].reverse().join(',')}\n`).join('');
    expect(await publish(turned)).to.include({ product: 'TAG-01', unit: 'XBX' });
    expect(await codesOf(publish(csv.replace('货架', '货位')))).to.include(' UNKNOWN_COLUMN');
  });

  it('are created, replaced under their version and forgotten', async () => {
    const value = { columns: { 存货编码: 'product' } };
    expect(await mappings.put(place, null, value)).to.deep.equal({ version: 1, value });
    expect(await codesOf(mappings.put(place, null, value))).to.deep.equal([' PRECONDITION_REQUIRED']);
    expect(await codesOf(mappings.put(place, 2, value))).to.deep.equal([' PRECONDITION_FAILED']);
    expect(await mappings.put(place, 1, { columns })).to.deep.equal({ version: 2, value: { columns } });
    expect(await mappings.read(place)).to.deep.equal({ version: 2, value: { columns } });
    expect(await codesOf(mappings.remove(place, 1))).to.deep.equal([' PRECONDITION_FAILED']);
    await mappings.remove(place, 2);
    expect(await codesOf(mappings.read(place))).to.deep.equal([' MAPPING_NOT_FOUND']);
    expect(await codesOf(mappings.remove(place, 2))).to.deep.equal([' MAPPING_NOT_FOUND']);
    expect(await codesOf(mappings.put(place, 2, value))).to.deep.equal([' PRECONDITION_FAILED']);
    // Whoever still has the version of the one before must not take the new one for it.
    const { version } = await mappings.put(place, null, value);
    expect(version).to.be.above(2);
    expect(await codesOf(mappings.put(place, 1, value))).to.deep.equal([' PRECONDITION_FAILED']);
    expect(await codesOf(mappings.remove(place, 2))).to.deep.equal([' PRECONDITION_FAILED']);
    await mappings.remove(place, version);
    expect(await codesOf(mappings.put(place, 2, value))).to.deep.equal([' PRECONDITION_FAILED']);
  });

  it('are refused with columns, units and zones that there are not', async () => {
    const body: JsonObject = {
      columns: { a: 'colour', 'b/c': 'order', d: 'order.orderId' },
      units: { 箱: 'BOX' },
      timeZone: 'Mars',
    };
    expect(await codesOf(mappings.put(place, null, body))).to.deep.equal([
      '/columns/a UNKNOWN_COLUMN',
      '/units/箱 NOT_ALLOWED',
      '/timeZone NOT_ALLOWED',
    ]);
    expect(await codesOf(mappings.put(place, null, { columns: { a: 7 }, more: 1 }))).to.have.members([
      '/columns/a WRONG_TYPE',
      '/more UNKNOWN_FIELD',
    ]);
    expect(await codesOf(mappings.put(place, null, []))).to.deep.equal([' WRONG_TYPE']);
    expect(await codesOf(mappings.put({ ...place, kind: 'weather' }, null, body))).to.deep.equal([
      ' KIND_NOT_FOUND',
    ]);
  });

  it('come before the zone of the enterprise, and the zone of the call before both', async () => {
    const header = ['product', 'location', 'direction', 'quantity', 'unit', 'asOf'];
    const timeOf = async (product: string, changes: object = {}) =>
      (await publish(`${header.join(',')}\n${product},WH1,outbound,1,H87,2026-11-25\n`, changes))['asOf'];
    expect(await settings.read()).to.deep.equal({
      version: 0,
      value: { timeZone: 'Asia/Shanghai', codes: 'any' },
    });
    expect(await timeOf('A')).to.equal('2026-11-25T00:00:00+08:00');
    await settings.replace(0, { timeZone: 'Europe/Berlin' });
    expect(await timeOf('B')).to.equal('2026-11-25T00:00:00+01:00');
    const place = { kind: 'inventory', header: headerHash(header) };
    await mappings.put(place, null, { columns: {}, timeZone: 'Asia/Kolkata' });
    expect(await timeOf('C')).to.equal('2026-11-25T00:00:00+05:30');
    expect(await timeOf('D', { tz: 'UTC' })).to.equal('2026-11-25T00:00:00+00:00');
    expect(await codesOf(settings.replace(0, {}))).to.deep.equal([' PRECONDITION_FAILED']);
    expect(await codesOf(settings.replace(1, { timeZone: 'Mars' }))).to.deep.equal(['/timeZone NOT_ALLOWED']);
    expect(await codesOf(settings.replace(1, { colour: 1 }))).to.deep.equal(['/colour UNKNOWN_FIELD']);
    expect(await settings.replace(1, {})).to.deep.equal({
      version: 2,
      value: { timeZone: 'Asia/Shanghai', codes: 'any' },
    });
  });

  it('are of no use to a body whose times state their zone', async () => {
    const body = '{"product":"A"}\n';
    expect(await codesOf(publish(body, { contentType: 'application/x-ndjson', tz: 'UTC' }))).to.deep.equal([
      '/tz NOT_ALLOWED',
    ]);
  });
});
