// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import {
  closeDatabases,
  openDatabases,
  type Databases,
} from '@chainshare/gateway/internal/store/databases.js';
import { addArrival, NEXT_NUMBER, type NewArrival } from '@chainshare/gateway/internal/vault/arrivals.js';

const ARRIVAL: NewArrival = {
  type: 'record.received',
  sections: ['identity'],
  records: 3,
  block: 1,
  receivedAt: '2026-11-25T08:00:00Z',
};

describe('arrivals', () => {
  let dir: string;
  let db: Databases;

  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'chainshare-arrivals-'));
    db = openDatabases(dir, { readonly: false });
  });

  afterEach(() => {
    closeDatabases(db);
    rmSync(dir, { recursive: true });
  });

  it('are numbered one after the other, a number for each record, and each arrival once', () => {
    const seqs = ['a', 'b', 'a', 'c'].map((publication) => addArrival(db, publication, ARRIVAL).seq);
    expect(seqs).to.deep.equal([1, 4, 1, 7]);
  });

  it('are numbered without reading those before', () => {
    addArrival(db, 'a', ARRIVAL);
    const plan = db.vault.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${NEXT_NUMBER}`).all();
    // A scan in the order of the key stops at its first row; a sort reads all.
    expect(plan.map(({ detail }) => detail)).to.deep.equal(['SCAN arrival']);
  });
});
