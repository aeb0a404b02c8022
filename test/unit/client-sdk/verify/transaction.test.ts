// SPDX-License-Identifier: Apache-2.0
import { verify, type VerificationCode } from '@chainshare/client/verify';
import { expect } from 'chai';
import { issue, type Certified } from '../support/certificates.js';
import { codeOf } from '../support/codes.js';
import type { TransactionPlan, WritesPlan } from '../support/fabric.js';
import { honestPlan, newCast, packOf, proofNamed, write, type Cast } from '../support/packs.js';

const proof = proofNamed('all four sections');

describe('a proof pack of level 1', () => {
  let cast: Cast;
  let honest: TransactionPlan & { writes: WritesPlan };
  let stranger: Certified;

  before(async () => {
    cast = await newCast();
    honest = honestPlan(cast, proof);
    stranger = await issue(cast.otherRoot, 'peer9', { unit: 'peer' });
  });

  const code = (change: Partial<TransactionPlan>): VerificationCode | undefined =>
    codeOf(() => verify(write(packOf(proof, { ...honest, ...change })), cast.trust));
  const writing = (change: Partial<WritesPlan>): VerificationCode | undefined =>
    code({ writes: { ...honest.writes, ...change } });

  it('shows what was said, by whom and when', () => {
    const verified = verify(write(packOf(proof, honest)), cast.trust);
    expect(verified).to.include({
      level: 1,
      publisher: 'Xinqiao',
      kind: 'inventory',
      channel: 'chainshare',
      publishedAt: '2026-11-23T08:00:00.123Z',
      development: false,
    });
    expect(verified.values).to.have.all.keys('identity', 'quantity', 'commercial', 'evidence');
    expect(verified.recordId).to.match(/^[0-9a-f]{64}\.\d+$/);
    expect(verified.transactionId).to.match(/^[0-9a-f]{64}$/);
    expect(verified).to.not.have.property('block');
  });

  it('accepts several endorsements by peers of the publisher', async () => {
    const second = await issue(cast.root, 'peer1', { unit: 'peer' });
    const endorsers = [...honest.endorsers, { mspId: 'Xinqiao', by: second }];
    expect(code({ endorsers })).to.equal(undefined);
  });

  it('keeps nine decimals of the time, and none when there are none', () => {
    const at = (nanos: number): string =>
      verify(write(packOf(proof, { ...honest, nanos })), cast.trust).publishedAt;
    expect(at(1)).to.equal('2026-11-23T08:00:00.000000001Z');
    expect(at(0)).to.equal('2026-11-23T08:00:00Z');
  });

  it('refuses another channel', () => {
    expect(code({ channel: 'elsewhere' })).to.equal('WRONG_CHANNEL');
  });

  it('refuses what is no endorser transaction', () => {
    expect(code({ type: 1 })).to.equal('WRONG_TRANSACTION');
  });

  it('refuses a transaction id that does not come from nonce and creator', () => {
    expect(code({ transactionId: '0'.repeat(64) })).to.equal('WRONG_TRANSACTION');
  });

  it('refuses an endorsement of another proposal, which would leave the time unendorsed', () => {
    expect(code({ proposalHash: Buffer.alloc(32) })).to.equal('WRONG_TRANSACTION');
  });

  it('refuses two actions, and none', () => {
    expect(code({ actions: 2 })).to.equal('WRONG_TRANSACTION');
    expect(code({ actions: 0 })).to.equal('WRONG_TRANSACTION');
  });

  it('refuses an action with a header of its own', () => {
    expect(code({ actionHeader: Buffer.from('other') })).to.equal('WRONG_TRANSACTION');
  });

  it('refuses what the chaincode refused', () => {
    expect(code({ status: 500 })).to.equal('WRONG_TRANSACTION');
  });

  it('refuses another chaincode', () => {
    expect(code({ chaincode: 'registers' })).to.equal('WRONG_TRANSACTION');
  });

  it('refuses a time out of range', () => {
    expect(code({ nanos: 1_000_000_000 })).to.equal('MALFORMED');
  });

  describe('who signed', () => {
    it('refuses a transaction without endorsement', () => {
      expect(code({ endorsers: [] })).to.equal('WRONG_TRANSACTION');
    });

    it('refuses an endorsement by another member, however valid', () => {
      expect(code({ endorsers: [{ mspId: 'Xinghe', by: cast.otherPeer }] })).to.equal('WRONG_TRANSACTION');
    });

    it('refuses one more endorsement by another member', () => {
      const endorsers = [...honest.endorsers, { mspId: 'Xinghe', by: cast.otherPeer }];
      expect(code({ endorsers })).to.equal('WRONG_TRANSACTION');
    });

    it('refuses a creator of another member', () => {
      expect(code({ creator: { mspId: 'Xinghe', by: cast.otherPeer } })).to.equal('WRONG_TRANSACTION');
    });

    it('refuses a peer of another member that claims to be of the publisher', () => {
      expect(code({ endorsers: [{ mspId: 'Xinqiao', by: stranger }] })).to.equal('UNTRUSTED_IDENTITY');
    });

    it('refuses an endorsement by a client of the publisher', () => {
      expect(code({ endorsers: [{ mspId: 'Xinqiao', by: cast.client }] })).to.equal('UNTRUSTED_IDENTITY');
    });

    it('refuses an endorsement with another key than that of the certificate', () => {
      expect(code({ endorsers: [{ mspId: 'Xinqiao', by: cast.peer, key: stranger }] })).to.equal(
        'BAD_SIGNATURE',
      );
    });

    it('refuses a transaction that its creator did not sign', () => {
      expect(code({ creator: { mspId: 'Xinqiao', by: cast.client, key: stranger } })).to.equal(
        'BAD_SIGNATURE',
      );
    });

    it('refuses the other spelling of a signature', () => {
      expect(code({ s: 'high' })).to.equal('BAD_SIGNATURE');
    });

    it('refuses a publisher whom the reader does not know', () => {
      const trust = {
        ...cast.trust,
        msps: { Xinghe: cast.trust.msps['Xinghe'] ?? { roots: [], intermediates: [], crls: [] } },
      };
      expect(codeOf(() => verify(write(packOf(proof, honest)), trust))).to.equal('UNTRUSTED_IDENTITY');
    });
  });

  describe('what was written', () => {
    it('refuses another namespace', () => {
      expect(writing({ namespace: 'registers' })).to.equal('WRONG_TRANSACTION');
    });

    it('refuses another public key or value', () => {
      const [first] = honest.writes.public;
      if (first === undefined) throw new Error('no write');
      expect(writing({ public: [{ ...first, key: 'pub~Xinqiao~other' }] })).to.equal('WRONG_TRANSACTION');
      expect(writing({ public: [{ ...first, value: Buffer.from('{}') }] })).to.equal('WRONG_TRANSACTION');
      expect(writing({ public: [] })).to.equal('WRONG_TRANSACTION');
    });

    it('refuses a delete, and the same key twice', () => {
      const [first] = honest.writes.public;
      if (first === undefined) throw new Error('no write');
      expect(writing({ public: [{ ...first, isDelete: true }] })).to.equal('WRONG_TRANSACTION');
      expect(writing({ public: [first, first] })).to.equal('WRONG_TRANSACTION');
    });

    it('refuses a write into the collection of somebody else, or none', () => {
      expect(writing({ collection: '_implicit_org_Xinghe' })).to.equal('WRONG_TRANSACTION');
      expect(writing({ private: [] })).to.equal('WRONG_TRANSACTION');
    });

    it('refuses other sealed bytes than the envelope names', () => {
      const [first] = honest.writes.private;
      if (first === undefined) throw new Error('no write');
      expect(writing({ private: [{ ...first, valueHash: Buffer.alloc(32) }] })).to.equal('WRONG_TRANSACTION');
      expect(writing({ private: [{ ...first, key: 'other' }] })).to.equal('WRONG_TRANSACTION');
      expect(writing({ private: [{ ...first, isDelete: true }] })).to.equal('WRONG_TRANSACTION');
      expect(writing({ private: [{ ...first, isPurge: true }] })).to.equal('WRONG_TRANSACTION');
      expect(writing({ private: [first, first] })).to.equal('WRONG_TRANSACTION');
    });

    it('ignores what else the transaction writes', () => {
      const other = { key: 'pub~Xinqiao~other', value: Buffer.from('{}') };
      expect(writing({ public: [other, ...honest.writes.public] })).to.equal(undefined);
    });
  });
});
