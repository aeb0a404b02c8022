// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Published, Received } from '@chainshare/client';
import { expect } from 'chai';
import { root } from '../../project/sources.js';

const asOf = '2026-11-23T08:00:00+08:00';

describe('the types of kinds', () => {
  it('are those of the schemas', () => {
    const script = path.join(root, 'client-sdk/scripts/generate-kinds.js');
    const { status, stderr } = spawnSync(process.execPath, [script, '--check']);
    expect(stderr.toString()).to.equal('');
    expect(status).to.equal(0);
  });

  it('ask for what a record must have, and know its words', () => {
    const record: Published<'inventory'> = {
      product: 'TAG-01',
      location: 'WH1',
      direction: 'outbound',
      quantity: '1200',
      unit: 'H87',
      asOf,
    };
    // @ts-expect-error -- quantity, unit and asOf are missing
    const incomplete: Published<'inventory'> = { product: 'TAG-01', location: 'WH1', direction: 'outbound' };
    // @ts-expect-error -- not a direction
    const wrong: Published<'inventory'> = { ...record, direction: 'sideways' };
    const foreign: Published<'a kind of tomorrow'> = { anything: 1 };
    expect([record, incomplete, wrong, foreign]).to.have.lengthOf(4);
  });

  it('leave open in a received record what may have been withheld', () => {
    const read = (record: Received<'inventory'>): readonly [string, string | undefined] => {
      const product: string = record.values.product;
      // @ts-expect-error -- the quantity may not have been granted
      const quantity: string = record.values.quantity;
      return [product, quantity];
    };
    expect(read).to.be.a('function');
  });
});
