// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { hasOutside, outsidePath } from '../../../support/outside-data.js';
import { answerOf, faultsOf, refusal } from './answers.js';
import { fileOf, RunningPublisher, stock } from './running-publisher.js';

describe('publishing files', () => {
  let publisher: RunningPublisher;
  before(async () => {
    publisher = await RunningPublisher.start();
  });
  after(async () => {
    await publisher.remove();
  });
  afterEach(async () => {
    expect(publisher.broken).to.deep.equal([]);
    expect(await publisher.spooled()).to.deep.equal([]);
  });

  it('publishes a sheet, whose answer names its lines', async () => {
    const sheet =
      'product,地点,direction,asOf,quantity,unit,lot,customer\nTAG-01,WH1,outbound,2026-11-25,"1,200",件,C1,Xinghe\n\nTAG-01,WH1,outbound,2026-11-25,5,件,C2,Xinghe\n';
    const { publications } = answerOf(await publisher.publish(fileOf('sheet', sheet)));
    expect(publications[0]?.records.map(({ row }) => row)).to.deep.equal([2, 4]);
    const record = await publisher.record(publications[0]?.records[0]?.id ?? '');
    expect(record).to.deep.nested.include({
      'values.quantity': '1200',
      'values.asOf': '2026-11-25T00:00:00+08:00',
    });
  });

  it('takes the time of receipt for a sheet without times, and says so', async () => {
    const sheet = 'product,location,direction,quantity,unit,lot\nTAG-01,WH1,outbound,5,件,A1\n';
    const { warnings, publications } = answerOf(await publisher.publish(fileOf('assumed', sheet)));
    const unknown = ['UNKNOWN_CODE', 'UNKNOWN_CODE'];
    expect(warnings.map(({ code }) => code)).to.deep.equal(['AS_OF_ASSUMED', ...unknown, 'NO_RECIPIENT']);
    const record = await publisher.record(publications[0]?.records[0]?.id ?? '');
    expect(record).to.have.nested.property('values.asOf', '2026-11-25T08:00:00.000Z');
    const stated = await publisher.publish(fileOf('stated', sheet, { observedAt: '2026-11-24T00:00:00Z' }));
    expect(answerOf(stated).warnings.map(({ code }) => code)).to.deep.equal([...unknown, 'NO_RECIPIENT']);
  });

  it('names the column of what only the vault can refuse', async () => {
    const sheet = `product,location,direction,asOf,quantity,unit,corrects,reason\nTAG-01,WH1,outbound,2026-11-25,5,件,${'0'.repeat(64)}.0,counted\n`;
    const { details } = await refusal(publisher.publish(fileOf('strange', sheet)));
    expect(details.errors).to.have.length(1);
    expect(details.errors?.[0]).to.include({
      row: 2,
      column: 'corrects',
      pointer: '/corrects',
      code: 'NOT_OWN',
    });
  });

  it('publishes NDJSON and names bad lines', async () => {
    const lines = [JSON.stringify(stock({ lot: 'J1' })), '', '{', JSON.stringify(stock({ lot: 'J2' }))].join(
      '\n',
    );
    const call = { contentType: 'application/x-ndjson', onError: 'proceed' as const };
    const { publications, rejected } = answerOf(await publisher.publish(fileOf('lines', lines, call)));
    expect(publications[0]?.records.map(({ row }) => row)).to.deep.equal([1, 4]);
    expect(rejected).to.equal(1);
  });

  it('publishes the ItemStock sample of Catena-X as it is, to exactly one counterparty', async function () {
    const path = outsidePath('catena-x/ItemStock.json');
    if (!hasOutside(path)) this.skip();
    const contentType = 'application/json; profile="urn:samm:io.catenax.item_stock:2.0.0#ItemStock"';
    const call = (key: string, to?: readonly string[]) => {
      const { kind, ...rest } = fileOf(key, readFileSync(path), { contentType });
      expect(kind).to.equal('inventory');
      return to === undefined ? rest : { ...rest, to };
    };
    const { publications } = answerOf(await publisher.publish(call('item-stock', ['Xinghe'])));
    expect(publications[0]?.audience).to.deep.equal([
      { enterprise: 'Xinghe', sections: ['identity', 'quantity'], policy: ['named', 'to'] },
    ]);
    expect(await faultsOf(publisher.publish(call('no-one')))).to.deep.equal([' /to COUNTERPARTY_REQUIRED']);
    expect(await faultsOf(publisher.publish(call('two', ['Xinghe', 'Guyu'])))).to.deep.equal([
      ' /to COUNTERPARTY_REQUIRED',
    ]);
  });
});
