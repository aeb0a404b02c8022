// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { verify } from '@chainshare/client';
import { closeDatabases, openDatabases } from '@chainshare/gateway/internal/store/databases.js';
import { newKeyPair } from '@chainshare/gateway/internal/sealing/x25519.js';
import { expect } from 'chai';
import { searchFiles } from '../scenario/support/plain-text.js';
import type { AttackedNetwork } from './support/attacked-network.js';
import { toNetwork } from './support/crafted.js';
import { attackedNetwork } from './support/shared-network.js';

/** What a host may do to those it hosts is not prevented: these tests say so, and what shows it. */
describe('whoever hosts the gateway of an enterprise', function () {
  this.timeout(90_000);

  let network: AttackedNetwork;
  before(async () => {
    network = await attackedNetwork();
  });

  const folderOf = (enterprise: string): string => path.join(network.test.dataDir, enterprise, 'gateway');

  it('reads on its disk what the enterprise may read', async () => {
    await network.publishStock('SEEN-BY-THE-HOST');
    await network.shown();
    const { hits } = await searchFiles(folderOf('Guyu'), ['SEEN-BY-THE-HOST']);
    expect(hits).not.to.deep.equal([]);
  });

  it('sees whom the enterprise tells what', async () => {
    const { id } = await network.publishStock('AUDIENCE-SEEN');
    const { body } = await network.xinghe.get('/v1/grants?direction=given&limit=1000');
    const grants = body['data'] as unknown as readonly { readonly id: string }[];
    expect(grants.map((grant) => grant.id)).to.include(`${id}:Guyu`);
  });

  it('speaks in its name with the keys it holds, and the enterprise finds it among its own publications', async () => {
    const publication = toNetwork('Xinghe', newKeyPair(), 'SAID-BY-THE-HOST');
    expect(await network.actors.xinghe.publish(publication)).to.equal('VALID');
    expect((await network.shown()).products).to.include('SAID-BY-THE-HOST');
    await network.until(async () => {
      const { data } = await network.xinghe.records('inventory', 0);
      return data.some(({ values }) => values['product'] === 'SAID-BY-THE-HOST');
    });
  });

  it('alters what the gateway shows, and the proof shows what was said', async () => {
    const { id } = await network.publishStock('ALTERED-BY-THE-HOST');
    await network.shown();
    await network.without('Guyu', () => {
      const db = openDatabases(folderOf('Guyu'), { readonly: false });
      const change = `UPDATE record SET body = json_set(body, '$.quantity', '9999') WHERE body LIKE ?`;
      const { changes } = db.projection.prepare(change).run('%ALTERED-BY-THE-HOST%');
      closeDatabases(db);
      expect(changes).to.equal(1);
      return Promise.resolve();
    });
    const { body } = await network.guyu.get(`/v1/records/${id}.0`);
    expect(body).to.have.nested.property('data.values.quantity', '9999');
    const pack = await network.guyu.text(`/v1/records/${id}.0/proof?level=1`);
    const { values } = verify(pack, network.test.ledger.trust);
    expect(values['quantity']).to.include({ quantity: '1200' });
  });
});
