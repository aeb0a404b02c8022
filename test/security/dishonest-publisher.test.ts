// SPDX-License-Identifier: Apache-2.0
import { canonical, type JsonObject } from '@chainshare/chaincode/model';
import { newKeyPair } from '@chainshare/gateway/internal/sealing/x25519.js';
import { sealWrap } from '@chainshare/gateway/internal/sealing/wrap.js';
import { expect } from 'chai';
import type { Departure } from '../vectors/sealed-form/forgery.js';
import { amount, stock } from './support/crafted.js';
import type { AttackedNetwork } from './support/attacked-network.js';
import { attackedNetwork } from './support/shared-network.js';

const flipped = (bytes: Buffer, at: number): Buffer => {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
};

const body = (...values: readonly JsonObject[]): string =>
  `[${values.map((value) => canonical(value)).join(',')}]`;

/** What only the reader can notice; the ledger holds it as the publisher has made it. */
const broken: Readonly<Record<string, (product: string) => Departure>> = {
  'tampers with a sealed value': () => ({ bodies: { quantity: body({ ...amount, quantity: '9999' }, {}) } }),
  'flips a bit of a sealed body': () => ({
    bodyBoxes: ([first = Buffer.of(), ...rest]) => [flipped(first, 0), ...rest],
  }),
  'states another root than that of the values': () => ({ root: () => Buffer.alloc(32, 7) }),
  'claims another kind in the header than under the root': () => ({
    headerPlaintext: (bytes) => {
      bytes.write('forecasts', bytes.indexOf('inventory'));
      return bytes;
    },
  }),
  'claims more records than there are': () => ({ header: (header) => ({ ...header, n: 3 }) }),
  'exchanges the rows of one section': (product) => ({
    bodies: { identity: body(stock(`${product}-2`), stock(`${product}-1`)) },
  }),
  'writes a body that is not canonical': (product) => ({
    bodies: { identity: body(stock(`${product}-1`), stock(`${product}-2`)).replace(',', ', ') },
  }),
  'fills up with other bytes than the keystream': () => ({ fill: (fill) => Buffer.alloc(fill.length) }),
  'wraps the keys to another key than it tags': () => ({
    wrap: (wrap) => {
      const stranger = newKeyPair();
      const context = { p: 'Qiming', q: 'Guyu', a: Buffer.alloc(16), r: Buffer.alloc(32) };
      return sealWrap(Buffer.alloc(192), stranger, stranger.publicKey, context) ?? wrap;
    },
  }),
  'grants a key that opens another section': () => ({ slotBlock: (slots) => flipped(slots, 32) }),
};

/** What everybody can see from the envelope: no gateway takes it for a publication at all. */
const malformed: Readonly<Record<string, Departure>> = {
  'adds a member to the envelope': { envelope: (envelope) => ({ ...envelope, note: 'genuine' }) },
  'writes an envelope that is not canonical': { envelopeText: (text) => text.replace(',', ', ') },
  'sorts the tags the other way round': {
    envelope: ({ t, ...envelope }) => ({ ...envelope, t: (t as readonly string[]).toReversed() }),
  },
  'names another enterprise in the envelope than in the key': {
    envelope: (envelope) => ({ ...envelope, p: 'Xinghe' }),
  },
};

describe('a publisher that departs from the rules', function () {
  this.timeout(60_000);

  let network: AttackedNetwork;
  before(async () => {
    network = await attackedNetwork();
  });

  it('but not here: what the same tools seal by the rules is shown', async () => {
    const publication = await network.crafted('BY-THE-RULES');
    expect(await network.actors.qiming.publishUnchecked(publication)).to.equal('VALID');
    expect(await network.actors.guyu.verify(publication)).to.equal('OK');
    expect((await network.shown()).products).to.include.members(['BY-THE-RULES-1', 'BY-THE-RULES-2']);
  });

  Object.entries(broken).forEach(([title, departure], i) => {
    it(`${title}: nothing of it is shown, and it is counted as unverifiable`, async () => {
      const product = `BROKEN-${i}`;
      const before = await network.shown();
      const publication = await network.crafted(product, departure(product));
      expect(await network.actors.qiming.publishUnchecked(publication)).to.equal('VALID');
      expect(await network.actors.guyu.verify(publication), 'the ledger cannot look inside').to.equal('OK');
      const { products, unverifiable } = await network.shown();
      expect(products).to.have.members(before.products);
      expect(unverifiable).to.equal(before.unverifiable + 1);
    });
  });

  Object.entries(malformed).forEach(([title, departure], i) => {
    it(`${title}: it is no publication for anybody`, async () => {
      const before = await network.shown();
      const publication = { ...(await network.crafted(`MALFORMED-${i}`, departure)), publisher: 'Qiming' };
      expect(await network.actors.qiming.publishUnchecked(publication)).to.equal('VALID');
      expect(await network.actors.guyu.verify(publication)).to.be.oneOf(['FORGED', 'ALTERED']);
      const { products, unverifiable } = await network.shown();
      expect(products).to.have.members(before.products);
      expect(unverifiable).to.equal(before.unverifiable);
      expect(await network.stateAtGuyu(publication)).to.equal(404);
    });
  });

  it('writes sealed bytes with another hash than the envelope names: FORGED', async () => {
    const before = await network.shown();
    const publication = await network.crafted('OTHER-HASH');
    const other = { ...publication, sealed: flipped(publication.sealed, 700) };
    expect(await network.actors.qiming.publishUnchecked(other)).to.equal('VALID');
    expect(await network.actors.guyu.verify(other)).to.equal('FORGED');
    expect((await network.shown()).products).to.have.members(before.products);
    expect(await network.stateAtGuyu(other)).to.equal(404);
  });

  it('claims in the header, root and all, another kind than the values have: no value is shown', async () => {
    const publication = await network.crafted('OTHER-KIND', {
      header: (header) => ({ ...header, kind: 'forecast' }),
    });
    expect(await network.actors.qiming.publishUnchecked(publication)).to.equal('VALID');
    const { products, page } = await network.shown();
    expect(products).to.not.include('OTHER-KIND-1');
    const { data } = await network.guyu.records('forecast', page.asOfBlock);
    const shown = data.filter(({ id }) => id.startsWith(publication.id));
    expect(shown.map(({ values }) => values)).to.deep.equal([{}, {}]);
    for (const { withheld } of shown) {
      expect(withheld).to.deep.include({ scope: 'identity', reason: 'unverifiable' });
    }
  });
});
