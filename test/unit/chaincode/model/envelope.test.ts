// SPDX-License-Identifier: Apache-2.0
import { canonical, encodeBase64url, envelopeText, parseEnvelope, sha256 } from '@chainshare/chaincode/model';
import { expect } from 'chai';
import { bytesOf, newPublication, newTags, openKeys } from '../support/publications.js';
import { refusalOf } from '../support/refusals.js';

const { envelope, text, id } = newPublication();
const inline = newPublication({ inline: true, open: true });
const withoutPublisher = Object.fromEntries(Object.entries(envelope).filter(([name]) => name !== 'p'));

const altered = (change: object): string => envelopeText({ ...envelope, ...change });
const base64url = (length: number): string => encodeBase64url(bytesOf('x', length));
const twice = newTags('one', 4).map((tag, i, tags) => (i === 2 ? (tags[1] ?? '') : tag));

function openKeysWith(at: number, byte: number): string {
  const keys = openKeys('one');
  keys[at] = byte;
  return encodeBase64url(keys);
}

function inlineOf(length: number): object {
  const bytes = bytesOf('b', length);
  return { b: encodeBase64url(bytes), s: encodeBase64url(sha256(bytes)) };
}

describe('envelope', () => {
  it('is read from its text and from its bytes', () => {
    for (const form of [text, Buffer.from(text)]) {
      const parsed = parseEnvelope(form);
      expect(parsed.envelope).to.deep.equal(envelope);
      expect([parsed.id, parsed.bytes.toString()]).to.deep.equal([id, text]);
      expect(parsed.fields.t.map((tag) => tag.length)).to.deep.equal([16, 16, 16, 16]);
    }
  });

  it('may hold the sealed bytes and the keys in clear', () => {
    const { fields } = parseEnvelope(inline.text);
    expect(fields.b).to.deep.equal(inline.sealed);
    expect(fields.k?.length).to.equal(192);
  });

  const refused: readonly (readonly [string, string | Uint8Array, string])[] = [
    ['blanks', text.replace(',', ', '), 'NOT_CANONICAL'],
    ['a byte order mark', Buffer.from(`\ufeff${text}`), 'NOT_CANONICAL'],
    ['invalid UTF-8', Buffer.concat([Buffer.from(text), Buffer.from([0xff])]), 'NOT_CANONICAL'],
    ['an array', '[]', 'ENVELOPE_MEMBERS'],
    ['a member that is lacking', canonical(withoutPublisher), 'ENVELOPE_MEMBERS'],
    ['a member that is not known', altered({ x: 1 }), 'ENVELOPE_MEMBERS'],
    ['another version', altered({ v: 2 }), 'ENVELOPE_VERSION at /v'],
    ['a version as text', altered({ v: '1' }), 'ENVELOPE_VERSION at /v'],
    ['a publisher that is no text', altered({ p: 1 }), 'FIELD_TYPE at /p'],
    ['a publisher that is no MSP ID', altered({ p: 'Xing~he' }), 'PUBLISHER_ID at /p'],
    ['a publisher of 65 characters', altered({ p: 'x'.repeat(65) }), 'PUBLISHER_ID at /p'],
    ['padding', altered({ a: `${envelope.a}==` }), 'NOT_BASE64URL at /a'],
    ['stray bits', altered({ a: `${envelope.a.slice(0, -1)}B` }), 'NOT_BASE64URL at /a'],
    ['15 random bytes', altered({ a: base64url(15) }), 'FIELD_LENGTH at /a'],
    ['a root of 33 bytes', altered({ r: base64url(33) }), 'FIELD_LENGTH at /r'],
    ['a hash of 31 bytes', altered({ s: base64url(31) }), 'FIELD_LENGTH at /s'],
    ['tags that are no array', altered({ t: 'x' }), 'FIELD_TYPE at /t'],
    ['a tag that is no text', altered({ t: [1, 2, 3, 4] }), 'FIELD_TYPE at /t/0'],
    ['two tags', altered({ t: newTags('one', 2) }), 'TAG_COUNT at /t'],
    ['five tags', altered({ t: newTags('one', 5) }), 'TAG_COUNT at /t'],
    ['2,048 tags', altered({ t: newTags('one', 2_048) }), 'TAG_COUNT at /t'],
    ['a tag of 17 bytes', altered({ t: [...newTags('one', 3), base64url(17)] }), 'FIELD_LENGTH at /t/3'],
    ['descending tags', altered({ t: newTags('one', 4).reverse() }), 'TAG_ORDER at /t/1'],
    ['a tag given twice', altered({ t: twice }), 'TAG_ORDER at /t/2'],
    ['inline bytes over 8 kB', altered(inlineOf(8_193)), 'INLINE_TOO_LARGE at /b'],
    ['inline bytes of another hash', altered({ b: base64url(2_048) }), 'SEALED_HASH at /b'],
    ['keys in clear of another length', altered({ k: base64url(191) }), 'FIELD_LENGTH at /k'],
    ['keys in clear with an epoch', altered({ k: openKeysWith(160, 1) }), 'OPEN_KEYS at /k'],
    ['keys in clear with a counter', altered({ k: openKeysWith(171, 1) }), 'OPEN_KEYS at /k'],
    ['keys in clear with another mask', altered({ k: openKeysWith(172, 0x07) }), 'OPEN_KEYS at /k'],
    ['keys in clear with a last byte', altered({ k: openKeysWith(191, 1) }), 'OPEN_KEYS at /k'],
  ];
  for (const [what, form, code] of refused) {
    it(`refuses ${what}`, () => {
      expect(refusalOf(() => parseEnvelope(form))).to.equal(code);
    });
  }

  it('accepts keys in clear with a purpose and an end', () => {
    expect(refusalOf(() => parseEnvelope(altered({ k: openKeysWith(173, 1) })))).to.equal('accepted');
    expect(refusalOf(() => parseEnvelope(altered({ k: openKeysWith(181, 1) })))).to.equal('accepted');
  });

  it('accepts inline bytes of 8 kB and 1,024 tags', () => {
    expect(refusalOf(() => parseEnvelope(altered(inlineOf(8_192))))).to.equal('accepted');
    expect(refusalOf(() => parseEnvelope(altered({ t: newTags('one', 1_024) })))).to.equal('accepted');
  });
});
