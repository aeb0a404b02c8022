// SPDX-License-Identifier: Apache-2.0
import {
  checkSealedForm,
  encodeBase64url,
  envelopeText,
  headerBoxAt,
  headerBoxBytes,
  paddedLength,
  parsePublicationIds,
  parsePublishList,
  readSealedList,
  sha256,
  writeSealedList,
} from '@chainshare/chaincode/model';
import { expect } from 'chai';
import { listOf, newPublication, newSealed, type Publication } from '../support/publications.js';
import { refusalOf } from '../support/refusals.js';

const [one, two] = [newPublication({ seed: 'one' }), newPublication({ seed: 'two', inline: true })];
const none = Buffer.alloc(0);

function parse(...publications: readonly Publication[]): string {
  const { list, transient } = listOf(...publications);
  return refusalOf(() => parsePublishList(list, transient.s, 'Xinghe'));
}

/** Refusal of the list of one and two with another text or other sealed bytes beside it. */
function parseAltered({ list = listOf(one, two).list, sealed = [one.sealed, none] }): string {
  return refusalOf(() => parsePublishList(list, writeSealedList(sealed), 'Xinghe'));
}

describe('list of publications', () => {
  it('joins each envelope with its sealed bytes, beside it or inline', () => {
    const { list, transient } = listOf(one, two);
    const publications = parsePublishList(list, transient.s, 'Xinghe');
    expect(publications.map(({ id, sealed }) => ({ id, sealed }))).to.deep.equal(
      [one, two].map(({ id, sealed }) => ({ id, sealed })),
    );
  });

  it('holds 1 to 250 publications', () => {
    expect(parse()).to.equal('LIST_TOO_LARGE');
    const many = Array.from({ length: 251 }, (_, i) => newPublication({ seed: String(i) }));
    expect(parse(...many)).to.equal('LIST_TOO_LARGE');
    expect(parse(...many.slice(1))).to.equal('accepted');
  });

  it('refuses more than 1 MB of envelopes before it reads them', () => {
    expect(parseAltered({ list: `[${'x'.repeat(1_000_000)}]` })).to.equal('LIST_TOO_LARGE');
  });

  it('refuses more than 1 MB of sealed bytes', () => {
    const large = newPublication({ seed: 'large', bodyBytes: 900_000 });
    expect(parse(large)).to.equal('accepted');
    expect(parse(large, newPublication({ seed: 'next', bodyBytes: 100_000 }))).to.equal('LIST_TOO_LARGE');
  });

  it('refuses what is not a canonical array of envelopes', () => {
    expect(parseAltered({ list: '{' })).to.equal('NOT_CANONICAL');
    expect(parseAltered({ list: one.text })).to.equal('INVALID_REQUEST');
    expect(parseAltered({ list: `[${one.text}, ${two.text}]` })).to.equal('NOT_CANONICAL');
    expect(parseAltered({ list: `[${one.text},{}]` })).to.equal('ENVELOPE_MEMBERS at /1');
  });

  it('refuses an envelope of another publisher', () => {
    expect(parse(one, newPublication({ publisher: 'Qiming' }))).to.equal('ACCESS_DENIED at /1/p');
  });

  it('refuses a publication that stands twice in it', () => {
    expect(parse(one, two, one)).to.equal('TWICE_IN_LIST');
  });

  it('refuses sealed bytes that do not fit the envelopes one by one', () => {
    expect(parseAltered({ sealed: [one.sealed] })).to.equal('SEALED_LIST');
    expect(parseAltered({ sealed: [one.sealed, none, none] })).to.equal('SEALED_LIST');
    expect(parseAltered({ sealed: [one.sealed, two.sealed] })).to.equal('SEALED_LIST at /1');
    expect(parseAltered({ sealed: [none, none] })).to.equal('SEALED_HASH at /0');
    expect(parseAltered({ sealed: [newSealed('other', 4, 0), none] })).to.equal('SEALED_HASH at /0');
  });

  it('refuses sealed bytes whose clear parts are wrong', () => {
    const sealed = newSealed('eight', 8, 200);
    const envelope = { ...one.envelope, s: encodeBase64url(sha256(sealed)) };
    expect(parseAltered({ list: `[${envelopeText(envelope)}]`, sealed: [sealed] })).to.equal(
      'SEALED_FORM at /0',
    );
  });
});

describe('sealed list', () => {
  it('is read as it was written', () => {
    const parts = [Buffer.from('a'), none, Buffer.from('bcd')];
    expect(readSealedList(writeSealedList(parts), 3)).to.deep.equal(parts);
  });

  it('refuses lengths that point outside', () => {
    expect(refusalOf(() => readSealedList(Buffer.from([0, 0, 0, 2, 1]), 1))).to.equal('SEALED_LIST');
    expect(refusalOf(() => readSealedList(Buffer.from([0, 0, 0]), 1))).to.equal('SEALED_LIST');
    expect(refusalOf(() => readSealedList(Buffer.from([255, 255, 255, 255]), 1))).to.equal('SEALED_LIST');
  });
});

describe('sealed form', () => {
  it('is filled up to the next of 4, 5, 6 or 7 times a power of two, at least 2,048', () => {
    const lengths = [0, 2_048, 2_049, 2_560, 2_561, 3_585, 4_096, 4_097, 917_504];
    expect(lengths.map(paddedLength)).to.deep.equal([
      2_048, 2_048, 2_560, 2_560, 3_072, 4_096, 4_096, 5_120, 917_504,
    ]);
  });

  const check = (change: (sealed: Buffer) => Buffer, tags = 4): string =>
    refusalOf(() => {
      checkSealedForm(change(newSealed('x', 4, 0)), tags, '/0');
    });
  const written = (offset: number, byte: number) => (sealed: Buffer) => {
    sealed[offset] = byte;
    return sealed;
  };

  it('begins with its magic and the number of its wraps', () => {
    expect(check((sealed) => sealed)).to.equal('accepted');
    expect(check(written(3, 0x32))).to.equal('SEALED_FORM at /0');
    expect(check(written(5, 8))).to.equal('SEALED_FORM at /0');
  });

  it('has one of the known lengths, with room for its wraps', () => {
    expect(check((sealed) => sealed.subarray(1))).to.equal('SEALED_FORM at /0');
    expect(check((sealed) => Buffer.concat([sealed, Buffer.alloc(1)]))).to.equal('SEALED_FORM at /0');
    expect(check(() => newSealed('x', 4, 1_000_000))).to.equal('SEALED_FORM at /0');
    expect(check((sealed) => sealed, 16)).to.equal('SEALED_FORM at /0');
    expect([headerBoxAt(4), headerBoxBytes]).to.deep.equal([870, 640]);
  });
});

describe('ids to read', () => {
  it('are 1 to 1,000', () => {
    const id = 'ab'.repeat(32);
    const ask = (count: number): string =>
      refusalOf(() => parsePublicationIds(JSON.stringify(Array.from({ length: count }, () => id))));
    expect([ask(0), ask(1), ask(1_000), ask(1_001)]).to.deep.equal([
      'INVALID_REQUEST',
      'accepted',
      'accepted',
      'INVALID_REQUEST',
    ]);
  });
});
