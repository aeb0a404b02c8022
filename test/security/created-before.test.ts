// SPDX-License-Identifier: Apache-2.0
import { publicationKey } from '@chainshare/chaincode/model';
import { newKeyPair } from '@chainshare/gateway/internal/sealing/x25519.js';
import { expect } from 'chai';
import type { AttackedNetwork } from './support/attacked-network.js';
import { toNetwork } from './support/crafted.js';
import { attackedNetwork } from './support/shared-network.js';

describe('creating the envelope of another enterprise before it does', function () {
  this.timeout(60_000);

  let network: AttackedNetwork;
  before(async () => {
    network = await attackedNetwork();
  });

  it('does not keep the publisher from publishing (3k, 8a): FORGED first, then OK and shown once', async () => {
    const publication = toNetwork('Xinghe', newKeyPair(), 'CREATED-BEFORE');
    const { xinghe, guyu, qiming } = network.actors;
    const key = publicationKey('Xinghe', publication.id);
    expect(await qiming.write([{ op: 'put', key, value: publication.envelope }])).to.equal('VALID');
    expect(await guyu.verify(publication)).to.equal('FORGED');
    expect((await network.shown()).products).to.not.include('CREATED-BEFORE');
    expect(await network.stateAtGuyu(publication)).to.equal(404);

    expect(await xinghe.publish(publication)).to.equal('VALID');
    expect([await xinghe.verify(publication), await guyu.verify(publication)]).to.deep.equal(['OK', 'OK']);
    expect((await network.shown()).products).to.include('CREATED-BEFORE');
    expect(await network.stateAtGuyu(publication)).to.equal('ok');
  });

  it('and locking it holds only these very bytes up (3k): nothing false is shown, other bytes pass', async () => {
    const keyPair = newKeyPair();
    const publication = toNetwork('Xinghe', keyPair, 'LOCKED-BEFORE');
    const { xinghe, guyu, qiming } = network.actors;
    const key = publicationKey('Xinghe', publication.id);
    const squat = [
      { op: 'put', key, value: publication.envelope },
      { op: 'lock', key, owner: 'Qiming' },
    ] as const;
    expect(await qiming.write(squat)).to.equal('VALID');
    expect(await xinghe.publish(publication)).to.equal('ENDORSEMENT_POLICY_FAILURE');
    expect([await xinghe.verify(publication), await guyu.verify(publication)]).to.deep.equal([
      'FORGED',
      'FORGED',
    ]);
    expect((await network.shown()).products).to.not.include('LOCKED-BEFORE');
    expect(await network.stateAtGuyu(publication)).to.equal(404);

    // Every sealing draws new random bytes, so the same record has another id.
    expect(await xinghe.publish(toNetwork('Xinghe', keyPair, 'LOCKED-BEFORE'))).to.equal('VALID');
    expect((await network.shown()).products).to.include('LOCKED-BEFORE');
  });
});
