// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import {
  openHeader,
  openSections,
  readEnvelope,
  type Opened,
} from '@chainshare/gateway/internal/sealing/open.js';
import { findOwnTag, openKeysOf, unwrap } from '@chainshare/gateway/internal/sealing/own-wrap.js';
import type { PublicationKeys } from '@chainshare/gateway/internal/sealing/publication-keys.js';
import { seal, type SealRequest } from '@chainshare/gateway/internal/sealing/seal.js';
import { readSealedBytes } from '@chainshare/gateway/internal/sealing/sealed-bytes.js';
import { saltAt } from '@chainshare/gateway/internal/sealing/section-content.js';
import {
  followTagOfPublication,
  followTagOfRecord,
  pairKey,
} from '@chainshare/gateway/internal/sealing/tags.js';
import { expect } from 'chai';
import type { LedgerPublication } from './support/actor.js';
import { requestOf, stock, stockRecord, toNetwork } from './support/crafted.js';
import type { AttackedNetwork } from './support/attacked-network.js';
import { attackedNetwork } from './support/shared-network.js';

/** A genuine record that Xinghe has disclosed to Guyu and to Qiming, as Qiming holds it. */
interface Held extends LedgerPublication {
  readonly keys: PublicationKeys;
  readonly opened: Opened;
}

describe('a holder who speaks about the record of another', function () {
  this.timeout(60_000);

  let network: AttackedNetwork;
  before(async () => {
    network = await attackedNetwork();
  });

  async function heldByQiming(product: string, to: readonly string[] = ['Guyu', 'Qiming']): Promise<Held> {
    const { keyPair } = await network.hostilePublisher();
    const publication = await network.publishStock(product, to);
    const sealed = readSealedBytes(readEnvelope(publication.envelope.toString()), publication.sealed);
    const shared = pairKey(keyPair, await network.newestKeyOf('Xinghe'));
    if (shared === undefined) throw new TypeError('honest keys share a secret');
    const match = findOwnTag(sealed.envelope, 'Qiming', [
      { ownVersion: 1, theirVersion: 1, pairKey: shared },
    ]);
    if (match === undefined) throw new Error('Qiming was granted it');
    const keys = unwrap(sealed, { mspId: 'Qiming', keyPair }, match.index);
    return { ...publication, keys, opened: openSections(sealed, keys) };
  }

  /** Qiming says something of kind and values of its choice to everybody. */
  async function say(product: string, changes: Partial<SealRequest>): Promise<void> {
    const { keyPair } = await network.hostilePublisher();
    const { qiming, guyu } = network.actors;
    const statement = toNetwork('Qiming', keyPair, product, changes);
    expect(await qiming.publish(statement)).to.equal('VALID');
    expect(await guyu.verify(statement)).to.equal('OK');
  }

  const recordOf = ({ id }: LedgerPublication): string => `${id}.0`;

  async function expectUntouched(held: Held, product: string): Promise<void> {
    const { page } = await network.shown();
    const record = page.data.find(({ id }) => id === recordOf(held));
    expect(record?.values).to.include(stockRecord(product));
    expect(record).to.not.have.property('superseded');
    expect(record?.withheld).to.deep.equal([]);
  }

  it('is heard at all: its own records are shown as its own, and as superseded by its own correction', async () => {
    const { keyPair } = await network.hostilePublisher();
    const own = toNetwork('Qiming', keyPair, 'OWN-RECORD');
    expect(await network.actors.qiming.publish(own)).to.equal('VALID');
    const identity = { ...stock('OWN-RECORD'), corrects: recordOf(own), reason: 'miscounted' };
    await say('OWN-RECORD', { records: [{ identity }] });
    const { page } = await network.shown();
    const record = page.data.find(({ id }) => id === recordOf(own));
    expect(record?.publisher).to.equal('Qiming');
    expect(record?.superseded?.reason).to.equal('corrected');
  });

  it('is heard at all: a follow tag supersedes its own record, though what follows is not disclosed', async () => {
    const { keyPair } = await network.hostilePublisher();
    const { qiming } = network.actors;
    const own = toNetwork('Qiming', keyPair, 'OWN-FOLLOWED');
    const sealed = readSealedBytes(readEnvelope(own.envelope.toString()), own.sealed);
    const { headerKey = Buffer.alloc(0) } = openKeysOf(sealed.envelope) ?? {};
    const { salt } = openHeader(sealed, headerKey);
    expect(await qiming.publish(own)).to.equal('VALID');
    const follow = [followTagOfPublication(salt)];
    expect(
      await qiming.publish(toNetwork('Qiming', keyPair, 'SECRET', { audience: 'granted', follow })),
    ).to.equal('VALID');
    const { page, products } = await network.shown();
    const record = page.data.find(({ id }) => id === recordOf(own));
    expect(record?.superseded).to.deep.equal({ reason: 'not-disclosed' });
    expect(products).to.not.include('SECRET');
  });

  it('by the follow tag of the record: it supersedes nothing', async () => {
    const held = await heldByQiming('FOLLOWED');
    const salts = held.opened.sections.identity?.salts ?? Buffer.alloc(0);
    await say('FOLLOWING', { follow: [followTagOfRecord(saltAt(salts, 0))] });
    await expectUntouched(held, 'FOLLOWED');
  });

  it('by the follow tag of the whole publication: it supersedes nothing', async () => {
    const held = await heldByQiming('FOLLOWED-WHOLE');
    await say('FOLLOWING-WHOLE', { follow: [followTagOfPublication(held.opened.salt)] });
    await expectUntouched(held, 'FOLLOWED-WHOLE');
  });

  const statements: Readonly<Record<string, (held: Held) => Partial<SealRequest>>> = {
    'by a correction': (held) => ({
      records: [{ identity: { ...stock('CORRECTED'), corrects: recordOf(held), reason: 'false' } }],
    }),
    'by a withdrawal of the record': (held) => ({
      kind: 'withdrawal',
      records: [{ identity: { record: recordOf(held), reason: 'did_not_occur' } }],
    }),
    'by a withdrawal of the publication, as if it were purged': (held) => ({
      kind: 'withdrawal',
      records: [{ identity: { publication: held.id, reason: 'purged' } }],
    }),
    'by the end of a grant that it never gave': (held) => ({
      kind: 'grant',
      records: [{ identity: { type: 'end', statedAt: '2026-11-25T09:00:00Z', publications: [held.id] } }],
    }),
  };

  Object.entries(statements).forEach(([title, statement], i) => {
    it(`${title}: the record stays as it was`, async () => {
      const product = `SPOKEN-OF-${i}`;
      const held = await heldByQiming(product);
      await say(product, statement(held));
      await expectUntouched(held, product);
    });
  });

  /** A grant by Qiming of the keys of a publication, whosever it is. */
  function grantOf(id: string, { headerKey, sectionKeys }: PublicationKeys): Partial<SealRequest> {
    const granted = Object.entries(sectionKeys).map(
      ([name, key]) => [name, key.toString('base64url')] as const,
    );
    const entry: JsonObject = {
      publication: id,
      headerKey: headerKey.toString('base64url'),
      sectionKeys: Object.fromEntries(granted),
    };
    return {
      kind: 'grant',
      records: [{ identity: { type: 'keys', statedAt: '2026-11-25T09:00:00Z', keys: [entry] } }],
    };
  }

  it('is heard at all: a grant of its own keys opens its own publication', async () => {
    const { keyPair } = await network.hostilePublisher();
    const secret = seal(requestOf('Qiming', keyPair, 'GRANTED-LATER', { audience: 'granted' }));
    expect(await network.actors.qiming.publish({ ...secret, publisher: 'Qiming' })).to.equal('VALID');
    expect((await network.shown()).products).to.not.include('GRANTED-LATER');
    await say('GRANT', grantOf(secret.id, secret.keys));
    await network.shows('GRANTED-LATER');
  });

  it('does not hand out the keys that a grant gives, which open more than its reader may have a scope for', async () => {
    const { keyPair } = await network.hostilePublisher();
    const secret = seal(requestOf('Qiming', keyPair, 'GRANTED-TO-SOME', { audience: 'granted' }));
    expect(await network.actors.qiming.publish({ ...secret, publisher: 'Qiming' })).to.equal('VALID');
    await say('GRANT', grantOf(secret.id, secret.keys));
    await network.shows('GRANTED-TO-SOME');
    const { guyu } = network;
    const grants = await guyu.records('grant', 0);
    const grant = grants.data.find(({ values }) => JSON.stringify(values).includes(secret.id));
    const path = `/v1/records/${grant?.id ?? ''}`;
    expect(grant?.values).to.deep.include({ type: 'keys', publications: [secret.id] });
    for (const key of [secret.keys.headerKey, ...Object.values(secret.keys.sectionKeys)]) {
      const text = key.toString('base64url');
      expect(JSON.stringify(grants) + (await guyu.text(path))).to.not.include(text);
      expect((await guyu.get(`/v1/records?kind=grant&q=${text}`)).body['data']).to.deep.equal([]);
    }
    expect((await guyu.get(`${path}/proof`)).body).to.include({ code: 'RECORD_NOT_FOUND' });
  });

  it('by passing its keys on in a grant: nobody grants what another has said', async () => {
    const held = await heldByQiming('NOT-FOR-GUYU', ['Qiming']);
    await say('GRANT', grantOf(held.id, held.keys));
    expect((await network.shown()).products).to.not.include('NOT-FOR-GUYU');
  });
});
