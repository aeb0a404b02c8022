// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseInstant } from '@chainshare/chaincode/model';
import { GatewayError } from '@chainshare/gateway/internal/errors.js';
import { Grants } from '@chainshare/gateway/internal/projection/services/grants.js';
import { closeDatabases, openDatabases } from '@chainshare/gateway/internal/store/databases.js';
import { openStore, type Store } from '@chainshare/gateway/internal/store/store.js';
import { grantGivenAdd } from '@chainshare/gateway/internal/vault/grants-given.js';

describe('revoking a grant', () => {
  let dir: string;
  let store: Store;
  const ids = ['a', 'b', 'c'].map((digit) => digit.repeat(64));
  const id = `${ids[0] ?? ''}:Guyu`;

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'chainshare-revoke-'));
    const db = openDatabases(dir, { readonly: false });
    for (const [index, publication] of ids.entries()) {
      const terms = { policies: ['named'], purpose: 2, until: 1_800_000_000 };
      const grants = ['Guyu', 'Qiming'].map((enterprise) => ({
        enterprise,
        sections: ['identity' as const],
        ...terms,
      }));
      grantGivenAdd(db, { publication, grants, at: `2026-11-2${Math.ceil(index / 2)}T00:00:00.000Z` });
    }
    closeDatabases(db);
    store = await openStore(dir);
  });
  afterEach(async () => {
    await store.close();
    rmSync(dir, { recursive: true });
  });

  const grantsOf = (publishEnd: ConstructorParameters<typeof Grants>[0]['publishEnd']) =>
    new Grants({ enterprise: 'Xinghe', store, now: () => parseInstant('2026-11-24T00:00:00Z'), publishEnd });

  it('tells the grantee once, and answers the same when it is repeated', async () => {
    const told: string[] = [];
    const grants = grantsOf(({ publication, enterprise }) => {
      told.push(`${publication}:${enterprise}`);
      return Promise.resolve('f'.repeat(64));
    });
    const first = await grants.revoke(id);
    expect(first).to.deep.include({ id, enterprise: 'Guyu', undisclosed: false });
    expect(first['notice']).to.match(/stays disclosed/);
    expect(await grants.revoke(id)).to.deep.equal(first);
    expect(told).to.deep.equal([id]);
  });

  it('ends the grant also when the grantee cannot be told, and tells when it is repeated', async () => {
    const failing = grantsOf(() => Promise.reject(new GatewayError('LEDGER_UNAVAILABLE')));
    let code: string | undefined;
    await failing.revoke(id).catch((error: unknown) => {
      code = error instanceof GatewayError ? error.code : undefined;
    });
    expect(code).to.equal('LEDGER_UNAVAILABLE');
    const [grant] = (await failing.list({ direction: ['given'], limit: 10 })).data.filter(
      (row) => row['id'] === id,
    );
    expect(grant).to.have.property('revokedAt');
    let told = 0;
    const answer = await grantsOf(() => Promise.resolve(String((told += 1)))).revoke(id);
    expect(answer['revokedAt']).to.equal(grant?.['revokedAt']);
    expect(told).to.equal(1);
  });

  it('lists grants given newest first, each once over the pages', async () => {
    const grants = grantsOf(() => Promise.resolve(''));
    const found: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await grants.list({
        direction: ['given'],
        limit: 2,
        ...(cursor === undefined ? {} : { cursor }),
      });
      found.push(...page.data.map((row) => row['id']));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    const [a = '', b = '', c = ''] = ids;
    expect(found).to.deep.equal(
      [c, b, a].flatMap((publication) => [`${publication}:Qiming`, `${publication}:Guyu`]),
    );
    const [first] = (await grants.list({ direction: ['given'], limit: 1 })).data;
    expect(first).to.deep.include({
      ...{ direction: 'given', granter: 'Xinghe', policy: ['named'], purpose: ['quality'] },
      until: '2027-01-15T08:00:00.000Z',
    });
  });
});
