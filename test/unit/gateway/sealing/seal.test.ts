// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { LedgerError, paddedLength, parseEnvelope, type JsonObject } from '@chainshare/chaincode/model';
import { openKeysOf } from '@chainshare/gateway/internal/sealing/own-wrap.js';
import { openSections } from '@chainshare/gateway/internal/sealing/open.js';
import { readSealedBytes } from '@chainshare/gateway/internal/sealing/sealed-bytes.js';
import { seal, type SealRequest } from '@chainshare/gateway/internal/sealing/seal.js';
import { SealingError, type SealingErrorCode } from '@chainshare/gateway/internal/sealing/sealing-error.js';
import { followTagOfPublication } from '@chainshare/gateway/internal/sealing/tags.js';
import {
  lingyun,
  newMember,
  openFor,
  recipientOf,
  requestOf,
  slotsFor,
  xinghe,
  xinqiao,
} from './publications.js';

const refusal = (changes: Partial<SealRequest>): unknown => {
  try {
    return seal(requestOf(changes));
  } catch (error) {
    return error;
  }
};

const followTags = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, i) => Buffer.from(String(i).padStart(16, '0')));

describe('sealing', () => {
  it('gives the publisher everything and each recipient what was granted', () => {
    const sealed = seal(
      requestOf({
        records: [
          { identity: { product: 'TAG-01' }, quantity: { quantity: '5' }, evidence: { document: 'D-1' } },
        ],
        recipients: [
          recipientOf(xinghe, {
            sections: ['quantity'],
            purpose: 3,
            until: 1_800_000_000,
            epoch: 9,
            counter: 8n,
          }),
          recipientOf(lingyun, { sections: [] }),
        ],
        self: { epoch: 9, counter: 4n },
      }),
    );
    expect(Object.keys(openFor(xinqiao, sealed)?.sections ?? {})).to.deep.equal([
      'identity',
      'quantity',
      'evidence',
    ]);
    expect(Object.keys(openFor(xinghe, sealed)?.sections ?? {})).to.deep.equal(['identity', 'quantity']);
    expect(Object.keys(openFor(lingyun, sealed)?.sections ?? {})).to.deep.equal(['identity']);
    expect(slotsFor(xinghe, sealed)).to.include({ purpose: 3, until: 1_800_000_000, epoch: 9, counter: 8n });
    expect(slotsFor(xinqiao, sealed)).to.include({ purpose: 0, until: 0, epoch: 9, counter: 4n });
  });

  it('states in the header what it seals', () => {
    const onward = { direction: 'upstream', roles: ['core', 'lab'], until: null } as const;
    const { header } = seal(requestOf({ onward, schema: 2, kind: 'forecast' }));
    expect(header).to.deep.equal({
      format: 1,
      kind: 'forecast',
      schema: 2,
      n: 1,
      sections: ['identity', 'quantity'],
      onward,
      audience: 'granted',
    });
  });

  it('names identity even where no record has any', () => {
    const sealed = seal(requestOf({ records: [{}, { quantity: {} }] }));
    expect(sealed.header.sections).to.deep.equal(['identity']);
    expect(openFor(xinqiao, sealed)?.sections.identity?.values).to.deep.equal([{}, {}]);
  });

  it('draws new keys for every sealing, so that equal records look unlike', () => {
    const [one, two] = [seal(requestOf()), seal(requestOf())];
    const [first, second] = [one, two].map(({ envelope }) => parseEnvelope(envelope).envelope);
    expect(one.keys.headerKey.equals(two.keys.headerKey)).to.equal(false);
    expect(first?.a).to.not.equal(second?.a);
    expect(first?.r).to.not.equal(second?.r);
    expect(one.sealed.subarray(6, 38).equals(two.sealed.subarray(6, 38))).to.equal(false);
  });

  it('shows neither how many recipients there are nor what they may open', () => {
    const alone = seal(requestOf());
    const shared = seal(
      requestOf({ recipients: [recipientOf(xinghe), recipientOf(lingyun, { sections: [] })] }),
    );
    expect(parseEnvelope(shared.envelope).envelope.t).to.have.length(4);
    expect(shared.envelope.length).to.equal(alone.envelope.length);
    expect(shared.sealed.length).to.equal(alone.sealed.length);
  });

  it('pads tags to the next power of two', () => {
    const recipients = Array.from({ length: 4 }, (_, i) => recipientOf(newMember(`Member${i}`)));
    expect(parseEnvelope(seal(requestOf({ recipients })).envelope).envelope.t).to.have.length(8);
  });

  it('pads sealed bytes to few lengths', () => {
    const lengths = [1, 40, 400].map((n) => {
      const records = Array.from({ length: n }, (_, i) => ({ identity: { product: `TAG-${i}` } }));
      return seal(requestOf({ records })).sealed.length;
    });
    expect(lengths).to.deep.equal([2_048, 2_560, 10_240]);
    expect(lengths.map(paddedLength)).to.deep.equal(lengths);
  });

  it('puts follow tags among the others, equal ones once', () => {
    const old = seal(requestOf());
    const followTag = followTagOfPublication(openFor(xinqiao, old)?.salt as Buffer);
    const { envelope } = seal(requestOf({ follow: [followTag, Buffer.from(followTag)] }));
    const tags = parseEnvelope(envelope).fields.t.filter((tag) => tag.equals(followTag));
    expect(tags).to.have.length(1);
  });

  it('puts the keys in clear for a wider audience', () => {
    const { envelope: text, sealed } = seal(
      requestOf({
        audience: 'public',
        openTerms: { purpose: 8, until: 1_900_000_000 },
        recipients: [recipientOf(xinghe)],
      }),
    );
    const envelope = parseEnvelope(text);
    const keys = openKeysOf(envelope);
    expect(keys).to.include({ epoch: 0, counter: 0n, purpose: 8, until: 1_900_000_000 });
    const opened = openSections(readSealedBytes(envelope, sealed), keys as NonNullable<typeof keys>);
    expect(opened.sections.quantity?.values).to.deep.equal([{ quantity: '1200' }]);
    expect(slotsFor(xinghe, { envelope: text, sealed })).to.include({ counter: 1n });
  });

  it('states no terms to everybody unless asked', () => {
    expect(openKeysOf(parseEnvelope(seal(requestOf({ audience: 'network' })).envelope))).to.include({
      purpose: 0,
      until: 0,
    });
    expect(openKeysOf(parseEnvelope(seal(requestOf()).envelope))).to.equal(undefined);
  });

  it('puts sealed bytes into the envelope where asked', () => {
    const { envelope: text, sealed } = seal(requestOf({ inline: true }));
    const envelope = parseEnvelope(text);
    expect(envelope.fields.b?.equals(sealed)).to.equal(true);
    expect(readSealedBytes(envelope).bytes.equals(sealed)).to.equal(true);
  });

  const refused: readonly (readonly [string, SealingErrorCode, Partial<SealRequest>])[] = [
    ['no records', 'RECORD_COUNT', { records: [] }],
    ['65,536 records', 'RECORD_COUNT', { records: Array.from({ length: 65_536 }, () => ({})) }],
    ['a kind that is no word', 'HEADER', { kind: 'Stock list' }],
    [
      'roles out of order',
      'HEADER',
      { onward: { direction: 'upstream', roles: ['lab', 'core'], until: null } },
    ],
    [
      'a header over 480 bytes',
      'HEADER',
      {
        onward: {
          direction: 'upstream',
          roles: Array.from({ length: 16 }, (_, i) => String.fromCharCode(97 + i).repeat(32)),
          until: null,
        },
      },
    ],
    ['a publisher that is no MSP ID', 'RECIPIENT', { publisher: 'Xin qiao' }],
    ['a recipient that is no MSP ID', 'RECIPIENT', { recipients: [recipientOf(newMember('a~b'))] }],
    ['a recipient twice', 'RECIPIENT', { recipients: [recipientOf(xinghe), recipientOf(xinghe)] }],
    ['the publisher as recipient', 'RECIPIENT', { recipients: [recipientOf(xinqiao)] }],
    [
      'a public key of 31 bytes',
      'PUBLIC_KEY',
      { recipients: [recipientOf(xinghe, { publicKey: Buffer.alloc(31, 9) })] },
    ],
    [
      'a low-order public key',
      'PUBLIC_KEY',
      { recipients: [recipientOf(xinghe, { publicKey: Buffer.alloc(32) })] },
    ],
    ['epoch 0', 'TERMS', { self: { epoch: 0, counter: 1n } }],
    ['counter 0', 'TERMS', { recipients: [recipientOf(xinghe, { counter: 0n })] }],
    ['a counter beyond 64 bits', 'TERMS', { recipients: [recipientOf(xinghe, { counter: 2n ** 64n })] }],
    ['an epoch beyond 32 bits', 'TERMS', { recipients: [recipientOf(xinghe, { epoch: 2 ** 32 })] }],
    ['a purpose beyond 8 bits', 'TERMS', { recipients: [recipientOf(xinghe, { purpose: 256 })] }],
    ['an end before 1970', 'TERMS', { recipients: [recipientOf(xinghe, { until: -1 })] }],
    ['an end within a second', 'TERMS', { audience: 'public', openTerms: { purpose: 0, until: 1.5 } }],
    ['over 1,024 tags', 'TAG_COUNT', { follow: followTags(1_024) }],
    ['over 1 MB', 'SEALED_TOO_LARGE', { records: [{ identity: { text: 'x'.repeat(1_000_000) } }] }],
    [
      'over 8 KB inline',
      'INLINE_TOO_LARGE',
      { inline: true, records: [{ identity: { text: 'x'.repeat(8_192) } }] },
    ],
  ];
  for (const [what, code, changes] of refused) {
    it(`refuses ${what}`, () => {
      expect(refusal(changes)).to.be.instanceOf(SealingError).and.to.include({ code });
    });
  }

  it('refuses a value that JSON cannot say', () => {
    const identity = { product: undefined } as unknown as JsonObject;
    expect(refusal({ records: [{ identity }] }))
      .to.be.instanceOf(LedgerError)
      .and.to.include({ code: 'NOT_JSON' });
  });

  it('takes 1,024 tags', () => {
    const follow = followTags(1_023);
    const sealed = seal(requestOf({ follow }));
    expect(parseEnvelope(sealed.envelope).envelope.t).to.have.length(1_024);
    expect(openFor(xinqiao, sealed)?.header.n).to.equal(1);
  });
});
