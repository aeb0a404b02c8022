// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { JsonObject } from '@chainshare/chaincode/model';
import { Snapshot, snapshotFaults } from '@chainshare/gateway/internal/intake/snapshot.js';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';

const inventory = catalogue.kind('inventory');

const stock = (changes: JsonObject = {}): JsonObject => ({
  product: 'TAG-01',
  location: 'WH1',
  direction: 'outbound',
  asOf: '2026-11-16T08:00:00+08:00',
  quantity: '40',
  unit: 'H87',
  ...changes,
});

/** What a file of these rows says of one own record. */
function zeroOf(fields: readonly string[], rows: readonly JsonObject[], own: JsonObject): unknown {
  const snapshot = new Snapshot(inventory, 'Xinqiao', fields);
  for (const row of rows) {
    snapshot.add(inventory.split(inventory.complete(row, 'Xinqiao')).identity);
  }
  return snapshot.zeroRow({ id: 'own.0', values: inventory.complete(own, 'Xinqiao') });
}

describe('a snapshot', () => {
  const file = [
    stock({ asOf: '2026-11-23T08:00:00+08:00' }),
    stock({ product: 'TAG-02', asOf: '2026-11-23T01:00:00Z' }),
  ];

  it('says 0 of what it lacks, with key and unit as they were and the greatest time of the file', () => {
    const own = stock({
      product: 'TAG-03',
      lot: 'L1',
      customer: 'Xinghe',
      minimum: '5',
      owner: 'XQ',
      method: 'book',
      order: { orderId: '45' },
    });
    expect(zeroOf(['location'], file, own)).to.deep.equal({
      product: 'TAG-03',
      location: 'WH1',
      lot: 'L1',
      customer: 'Xinghe',
      direction: 'outbound',
      blocked: false,
      order: { orderId: '45' },
      asOf: '2026-11-23T01:00:00Z',
      quantity: '0',
      unit: 'H87',
    });
  });

  it('says nothing of what is in it, whatever its quantity', () => {
    expect(zeroOf(['location'], file, stock({ quantity: '999' }))).to.equal(undefined);
  });

  it('says nothing of parts that it does not speak of, unless it is all there is', () => {
    const elsewhere = stock({ product: 'TAG-03', location: 'WH2' });
    expect(zeroOf(['location'], file, elsewhere)).to.equal(undefined);
    expect(zeroOf(['*'], file, elsewhere)).to.include({ quantity: '0', location: 'WH2' });
    expect(zeroOf(['location', 'customer'], file, stock({ product: 'TAG-03', customer: 'Guyu' }))).to.equal(
      undefined,
    );
    expect(zeroOf(['customer'], file, elsewhere)).to.include({ quantity: '0' });
  });

  it('says nothing of what is newer than itself, and overrules what is as old', () => {
    const newer = stock({ product: 'TAG-03', asOf: '2026-11-23T09:00:01+08:00' });
    expect(zeroOf(['*'], file, newer)).to.equal(undefined);
    expect(zeroOf(['*'], file, { ...newer, asOf: '2026-11-23T09:00:00+08:00' })).to.include({
      quantity: '0',
    });
  });

  it('says nothing of what is 0 already, however it is written, nor of what a row corrects', () => {
    expect(zeroOf(['*'], file, stock({ product: 'TAG-03', quantity: '0.00' }))).to.equal(undefined);
    const correcting = stock({ product: 'TAG-04', corrects: 'own.0', reason: 'incorrect_data' });
    expect(zeroOf(['*'], [correcting], stock({ product: 'TAG-03' }))).to.equal(undefined);
  });

  it('takes fields of the key, or the whole, of a kind that may be one, and no row may be left out', () => {
    const faultsOf = (
      fields: readonly string[],
      kind = 'inventory',
      onError: 'rollback' | 'proceed' = 'rollback',
    ) =>
      snapshotFaults(fields, catalogue.kind(kind), onError).map(({ pointer, code }) => `${pointer} ${code}`);
    expect(faultsOf(['location', 'lot'])).to.deep.equal([]);
    expect(faultsOf(['*'])).to.deep.equal([]);
    expect(faultsOf(['location', '*'])).to.deep.equal(['/snapshot/1 NOT_ALLOWED']);
    expect(faultsOf(['quantity', 'toString', 'order'])).to.deep.equal([
      '/snapshot/0 NOT_ALLOWED',
      '/snapshot/1 NOT_ALLOWED',
      '/snapshot/2 NOT_ALLOWED',
    ]);
    expect(faultsOf(['location'], 'location')).to.deep.equal(['/snapshot NOT_ALLOWED']);
    expect(faultsOf(['location'], 'inventory', 'proceed')).to.deep.equal(['/onError NOT_ALLOWED']);
  });
});
