// SPDX-License-Identifier: Apache-2.0
import { canonical, type JsonObject, type JsonValue } from '@chainshare/chaincode/model';
import { VerificationError, verify } from '@chainshare/client';
import { expect } from 'chai';
import { stockRecord } from './support/crafted.js';
import type { AttackedNetwork } from './support/attacked-network.js';
import { attackedNetwork } from './support/shared-network.js';

interface Pack extends JsonObject {
  readonly header: JsonObject;
  readonly sections: { readonly identity: JsonObject; readonly quantity: JsonObject };
}

describe('proof packs that were joined or altered', function () {
  this.timeout(60_000);

  let network: AttackedNetwork;
  /** Packs of two records of one publication, and of a record of another. */
  let first: Pack;
  let second: Pack;
  let other: Pack;
  before(async () => {
    network = await attackedNetwork();
    const records = [stockRecord('PROVEN-1'), { ...stockRecord('PROVEN-2'), quantity: '7' }];
    const { publications } = await network.xinghe.publish('inventory', records, ['Guyu']);
    const alone = await network.publishStock('PROVEN-ALONE');
    await network.shown();
    const id = publications[0]?.id ?? '';
    const ids = [`${id}.0`, `${id}.1`, `${alone.id}.0`];
    const packs = await Promise.all(
      ids.map((record) => network.guyu.text(`/v1/records/${record}/proof?level=1`)),
    );
    [first, second, other] = packs.map((pack) => JSON.parse(pack) as Pack) as [Pack, Pack, Pack];
  });

  function verdict(pack: JsonValue): string {
    try {
      verify(canonical(pack), network.test.ledger.trust);
      return 'verified';
    } catch (error) {
      if (error instanceof VerificationError) return error.code;
      throw error;
    }
  }

  it('as the gateway gives them they verify', () => {
    expect([verdict(first), verdict(second), verdict(other)]).to.deep.equal([
      'verified',
      'verified',
      'verified',
    ]);
  });

  it('rows of different index joined in one proof: WRONG_RECORD', () => {
    const { sections } = first;
    const { quantity } = second.sections;
    expect(verdict({ ...first, sections: { ...sections, quantity } })).to.equal('WRONG_RECORD');
    expect(verdict({ ...first, index: 1 })).to.equal('WRONG_RECORD');
  });

  it('a header that claims another kind: WRONG_RECORD', () => {
    const header = { ...first.header, kind: 'forecast' };
    expect(verdict({ ...first, header })).to.equal('WRONG_RECORD');
  });

  it('a value that was changed: WRONG_RECORD', () => {
    const quantity = { ...first.sections.quantity, value: { quantity: '9999', unit: 'H87' } };
    expect(verdict({ ...first, sections: { ...first.sections, quantity } })).to.equal('WRONG_RECORD');
  });

  it('a section of another publication: WRONG_RECORD', () => {
    const { quantity } = other.sections;
    expect(verdict({ ...first, sections: { ...first.sections, quantity } })).to.not.equal('verified');
  });

  it('the transaction or the envelope of another publication: not verified', () => {
    const { transaction = '', e = {} } = other;
    expect(verdict({ ...first, transaction })).to.equal('WRONG_TRANSACTION');
    expect(verdict({ ...first, e })).to.equal('WRONG_RECORD');
  });
});
