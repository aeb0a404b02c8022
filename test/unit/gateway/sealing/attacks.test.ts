// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { parseEnvelope, type Envelope } from '@chainshare/chaincode/model';
import { openSections, readEnvelope } from '@chainshare/gateway/internal/sealing/open.js';
import { boxKey } from '@chainshare/gateway/internal/sealing/publication-keys.js';
import { readSealedBytes } from '@chainshare/gateway/internal/sealing/sealed-bytes.js';
import { seal, type Sealed } from '@chainshare/gateway/internal/sealing/seal.js';
import { UnreadableError } from '@chainshare/gateway/internal/sealing/unreadable-error.js';
import { fixedEntropy } from '../../../vectors/sealed-form/cast.js';
import {
  lingyun,
  openFor,
  recipientOf,
  requestOf,
  slotsFor,
  xinghe,
  type Published,
} from './publications.js';

/** An envelope with other members, naming the sealed bytes given. */
function envelopeOf(genuine: Sealed, sealed: Buffer, changes: Partial<Envelope> = {}): Published {
  const members = parseEnvelope(genuine.envelope).envelope;
  const s = createHash('sha256').update(sealed).digest('base64url');
  return { envelope: JSON.stringify({ ...members, s, ...changes }), sealed };
}

const reasonOf = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    if (error instanceof UnreadableError) return error.reason;
    throw error;
  }
  return 'opened';
};

describe('attacks on sealed publications', () => {
  const toBoth = () =>
    seal(requestOf({ recipients: [recipientOf(xinghe), recipientOf(lingyun, { sections: [] })] }));

  it('a wrap moved to the tag of another recipient does not open', () => {
    const genuine = toBoth();
    const sealed = Buffer.from(genuine.sealed);
    const wraps = [0, 1, 2, 3].map((i) => genuine.sealed.subarray(38 + 208 * i, 38 + 208 * (i + 1)));
    // Every wrap moves by one, so whoever has a tag finds somebody else's.
    wraps.forEach((wrap, i) => wrap.copy(sealed, 38 + 208 * ((i + 1) % 4)));
    expect(reasonOf(() => openFor(lingyun, envelopeOf(genuine, sealed)))).to.equal('WRAP');
  });

  it('a copy in the name of another enterprise is addressed to nobody', () => {
    const genuine = toBoth();
    expect(openFor(xinghe, envelopeOf(genuine, genuine.sealed, { p: 'Lingyun' }))).to.equal(undefined);
  });

  it('a copy with other random bytes is addressed to nobody', () => {
    const genuine = toBoth();
    const a = Buffer.alloc(16, 1).toString('base64url');
    expect(openFor(xinghe, envelopeOf(genuine, genuine.sealed, { a }))).to.equal(undefined);
  });

  it('the sealed bytes of one publication do not open under the envelope of another', () => {
    const [one, two] = [toBoth(), toBoth()];
    expect(reasonOf(() => openFor(xinghe, { envelope: one.envelope, sealed: two.sealed }))).to.equal(
      'SEALED_HASH',
    );
    expect(reasonOf(() => openFor(xinghe, envelopeOf(one, two.sealed)))).to.equal('WRAP');
  });

  it('a publication key used twice still never seals two texts under one box key', () => {
    const [one, two] = ['1200', '1300'].map((quantity) =>
      seal(
        requestOf({
          records: [{ identity: { product: 'TAG-01' }, quantity: { quantity } }],
          entropy: fixedEntropy('reused').draw,
        }),
      ),
    ) as [Sealed, Sealed];
    expect(one.keys.headerKey.equals(two.keys.headerKey)).to.equal(true);
    const keysOf = ({ envelope, keys }: Sealed) =>
      boxKey(keys.sectionKeys.quantity, parseEnvelope(envelope).fields.r);
    expect(keysOf(one).equals(keysOf(two))).to.equal(false);
    const opened = (first: Sealed, second: Sealed) => () =>
      openSections(readSealedBytes(readEnvelope(first.envelope), first.sealed), second.keys);
    expect(opened(one, two)().sections.quantity?.values).to.deep.equal([{ quantity: '1200' }]);
  });

  it('a recipient cannot open what was not granted with the random bytes in its slot', () => {
    const genuine = toBoth();
    const slots = slotsFor(lingyun, genuine);
    expect(slots?.sectionKeys).to.have.all.keys('identity');
    const quantity = slots?.headerKey as Buffer;
    const bytes = readSealedBytes(readEnvelope(genuine.envelope), genuine.sealed);
    const keys = { headerKey: quantity, sectionKeys: { quantity } };
    expect(reasonOf(() => openSections(bytes, keys))).to.equal('BODY_BOX');
  });

  it('a section that is there cannot be denied to who is granted it later', () => {
    const genuine = seal(requestOf({ records: [{ identity: { product: 'TAG-01' } }] }));
    const bytes = readSealedBytes(readEnvelope(genuine.envelope), genuine.sealed);
    const { headerKey, sectionKeys } = genuine.keys;
    const wrong = { headerKey, sectionKeys: { evidence: sectionKeys.commercial } };
    expect(reasonOf(() => openSections(bytes, wrong))).to.equal('ABSENT_ROOT');
    expect(openSections(bytes, genuine.keys).sections).to.have.all.keys('identity');
  });
});
