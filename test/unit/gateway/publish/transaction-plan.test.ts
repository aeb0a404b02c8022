// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  canonical,
  publicationsPerListMax,
  sealedBytesMax,
  sections,
  type Section,
} from '@chainshare/chaincode/model';
import { writtenRecord, type WrittenRecord } from '@chainshare/gateway/internal/intake/written-record.js';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import type { Disclosure, Grant } from '@chainshare/gateway/internal/policy/disclosure.js';
import {
  TransactionPlan,
  type PlannedRecord,
} from '@chainshare/gateway/internal/publish/transaction-plan.js';
import { sealWritten } from '@chainshare/gateway/internal/sealing/seal.js';
import { newMember, recipientOf, requestOf } from '../sealing/publications.js';

function written(row: number, text: string, present: readonly Section[] = ['identity']): WrittenRecord {
  return writtenRecord(row, Object.fromEntries(present.map((section) => [section, canonical({ text })])));
}

function grant(enterprise: string): Grant {
  return { enterprise, sections: ['identity'], purpose: 0, until: 0, policies: ['named'] };
}

function record(row: number, text: string, disclosure: Partial<Disclosure> = {}): PlannedRecord {
  return {
    kind: catalogue.kind('inventory'),
    written: written(row, text),
    disclosure: { audience: 'granted', grants: [], onward: null, ...disclosure },
    follow: null,
  };
}

describe('plan of a transaction', () => {
  it('foresees the length of the sealed bytes exactly', () => {
    const members = Array.from({ length: 9 }, (_, i) => newMember(`M${i}`));
    for (const present of [['identity'], ['identity', 'evidence'], sections] as const) {
      for (const n of [1, 7, 150]) {
        const plan = new TransactionPlan();
        const grants = members.map(({ mspId }) => grant(mspId));
        for (let i = 0; i < n; i++) {
          const planned = { ...record(i, '', { grants }), written: written(i, '文'.repeat(i), present) };
          expect(plan.add(planned)).to.equal(true);
        }
        const [publication] = plan.publications;
        const sealed = sealWritten({
          ...requestOf({ recipients: members.map((member) => recipientOf(member)) }),
          records: publication?.records.map(({ texts }) => texts) ?? [],
        });
        expect(sealed.sealed.length).to.equal(publication?.size.sealedBytes);
        expect(Buffer.byteLength(sealed.envelope)).to.be.at.most(publication?.size.envelopeBytes ?? 0);
      }
    }
  });

  it('puts records of one audience together, whatever rule gave it', () => {
    const plan = new TransactionPlan();
    plan.add(record(1, 'a', { grants: [grant('A')] }));
    plan.add(record(2, 'b', { grants: [{ ...grant('A'), policies: ['p1'] }] }));
    plan.add(record(3, 'c', { grants: [{ ...grant('A'), purpose: 1 }] }));
    plan.add(record(4, 'd', { grants: [grant('A'), grant('B')] }));
    plan.add(
      record(5, 'e', {
        grants: [grant('A')],
        onward: { direction: 'upstream', roles: ['core'], until: null },
      }),
    );
    const rows = plan.publications.map(({ records }) => records.map(({ row }) => row));
    expect(rows).to.deep.equal([[1, 2], [3], [4], [5]]);
  });

  it('begins another publication after as many records as one reader should open at once', () => {
    const plan = new TransactionPlan();
    for (let i = 0; i < 3_001; i++) plan.add(record(i, 'x'));
    expect(plan.publications.map(({ records }) => records.length)).to.deep.equal([3_000, 1]);
  });

  it('begins another publication when follow tags fill one', () => {
    const plan = new TransactionPlan();
    const followTag = (i: number) => Buffer.from(i.toString().padStart(16, '0'));
    for (let i = 0; i < 300; i++) plan.add({ ...record(i, 'x'), follow: followTag(i % 257) });
    expect(plan.publications.map(({ follow }) => follow.length)).to.deep.equal([256, 44]);
  });

  it('refuses what would make the transaction too large, and stays as it was', () => {
    const plan = new TransactionPlan();
    let rows = 0;
    while (plan.add(record(rows, 'x'.repeat(10_000)))) rows += 1;
    expect(plan.size).to.equal(rows);
    const total = plan.publications.reduce((sum, { size }) => sum + size.sealedBytes, 0);
    expect(total).to.be.within(sealedBytesMax / 2, sealedBytesMax);
    // A small record may still fit.
    expect(plan.add(record(rows, 'x'))).to.equal(true);
  });

  it('takes as many audiences as the ledger takes publications', () => {
    const plan = new TransactionPlan();
    let audiences = 0;
    while (plan.add(record(audiences, 'x', { grants: [grant(`M${audiences}`)] }))) audiences += 1;
    expect(audiences).to.equal(publicationsPerListMax);
  });
});
