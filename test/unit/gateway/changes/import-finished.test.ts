// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { inVault } from '@chainshare/gateway/internal/store/operation.js';
import { announceImport } from '@chainshare/gateway/internal/vault/import-finished.js';
import { FollowedStore } from './follower.js';

describe('the end of an import', () => {
  let store: FollowedStore;

  beforeEach(() => {
    store = new FollowedStore();
  });

  afterEach(() => {
    store.close();
  });

  const end = (state: string, transactions: number) => {
    const { vault } = store.reader.db;
    vault
      .prepare(
        `INSERT INTO job (id, key, state, kind, total, done, request, created_at)
          VALUES ('i1', 'k', ?, 'inventory', 9000, 9000, '{}', '2026-11-23T08:00:00.000Z')`,
      )
      .run(state);
    for (let i = 0; i < transactions; i++) {
      vault
        .prepare(
          `INSERT INTO outbox (id, job, position, rows, row_count, state, block)
            VALUES (?, 'i1', ?, '[]', 0, 'committed', ?)`,
        )
        .run(`o${i}`, i, 10 + i);
    }
    inVault(() => {
      announceImport(store.reader.db, 'i1', '2026-11-23T08:00:09.000Z');
    })(store.reader.db, undefined);
  };

  it('is told when it took several transactions', async () => {
    end('done', 3);
    const [event] = await store.since('0');
    expect(event).to.deep.include({
      id: '1.1',
      type: 'import.finished',
      subject: 'i1',
      kind: null,
      data: { id: 'i1', state: 'done', kind: 'inventory', done: 9_000, total: 9_000 },
    });
  });

  it('is told when it failed', async () => {
    end('failed', 1);
    expect((await store.since('0')).map(({ type }) => type)).to.deep.equal(['import.finished']);
  });

  it('is no news when the call was one transaction', async () => {
    end('done', 1);
    expect(await store.since('0')).to.deep.equal([]);
  });
});
