// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { publicationId, sections, type JsonObject, type Section } from '@chainshare/chaincode/model';
import { formRule } from '@chainshare/gateway/internal/sealing/form-rule.js';
import {
  openHeader,
  openSections,
  readEnvelope,
  type Opened,
} from '@chainshare/gateway/internal/sealing/open.js';
import { findOwnTag, openKeysOf } from '@chainshare/gateway/internal/sealing/own-wrap.js';
import { readSealedBytes } from '@chainshare/gateway/internal/sealing/sealed-bytes.js';
import { seal } from '@chainshare/gateway/internal/sealing/seal.js';
import { pairKey } from '@chainshare/gateway/internal/sealing/tags.js';
import { UnreadableError } from '@chainshare/gateway/internal/sealing/unreadable-error.js';
import { newKeyPair } from '@chainshare/gateway/internal/sealing/x25519.js';
import {
  lingyun,
  openFor,
  recipientOf,
  requestOf,
  slotsFor,
  xinghe,
  xinqiao,
  type Published,
} from './publications.js';

const object = fc.dictionary(
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme' }),
  { maxKeys: 4 },
) as fc.Arbitrary<JsonObject>;

const record = fc.record(
  { identity: object, quantity: object, commercial: object, evidence: object },
  { requiredKeys: [] },
) as fc.Arbitrary<Partial<Record<Section, JsonObject>>>;

/** What is XORed to a byte so that it changes. */
const difference = fc.integer({ min: 1, max: 255 });

/** JSON has one zero; -0 is written as 0. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('opening', () => {
  it('gives back what was sealed, as far as it was granted', () => {
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1, maxLength: 9 }),
        fc.subarray([...sections]),
        fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }),
        (records, granted, counter) => {
          const sealed = seal(
            requestOf({ records, recipients: [recipientOf(xinghe, { sections: granted, counter })] }),
          );
          const opened = openFor(xinghe, sealed);
          expect(slotsFor(xinghe, sealed)?.counter).to.equal(counter);
          expect(opened?.header).to.deep.equal(sealed.header);
          const shown = sealed.header.sections.filter(
            (name) => name === 'identity' || granted.includes(name),
          );
          const expected = shown.map((name) => [name, records.map((one) => one[name] ?? {})]);
          const values = Object.entries(opened?.sections ?? {}).map(([name, section]) => [
            name,
            section.values,
          ]);
          expect(asJson(values)).to.deep.equal(asJson(expected));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('refuses every change of one byte of the sealed bytes', () => {
    const { envelope, sealed } = seal(requestOf({ recipients: [recipientOf(xinghe)] }));
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), difference, (at, change) => {
        expect(() => openFor(xinghe, { envelope, sealed: changed(sealed, at, change) })).to.throw(
          UnreadableError,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('takes an envelope with one byte changed for another publication, and never for other values', () => {
    const genuine = seal(requestOf({ recipients: [recipientOf(xinghe)] }));
    const values = openFor(xinghe, genuine)?.sections.quantity?.values;
    const bytes = Buffer.from(genuine.envelope);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), difference, (at, change) => {
        const envelope = changed(bytes, at, change);
        expect(publicationId(envelope)).to.not.equal(genuine.id);
        const opened = refusedOr(() => openFor(xinghe, { envelope, sealed: genuine.sealed }));
        // It opens only where the tag of somebody else was changed.
        expect(opened?.sections.quantity?.values ?? values).to.deep.equal(values);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses every change of one byte even if the envelope names the changed bytes', () => {
    const genuine = seal(requestOf({ recipients: [recipientOf(xinghe)] }));
    const own = ownIndex(genuine);
    fc.assert(
      fc.property(fc.nat(genuine.sealed.length - 1), difference, (at, change) => {
        fc.pre(!isForeignWrap(at, own));
        const sealed = changed(genuine.sealed, at, change);
        expect(() => openFor(xinghe, renamed(genuine, sealed))).to.throw(UnreadableError);
      }),
      { numRuns: 500 },
    );
  });

  it('takes values nested as deep as they may be', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(31)}{}${'}'.repeat(31)}`) as JsonObject;
    const sealed = seal(requestOf({ records: [{ identity: deep }] }));
    expect(openFor(xinqiao, sealed)?.sections.identity?.values).to.deep.equal([deep]);
  });

  it('finds nothing for who was not addressed', () => {
    const sealed = seal(requestOf({ recipients: [recipientOf(xinghe)] }));
    expect(openFor(lingyun, sealed)).to.equal(undefined);
  });

  it('finds the own tag by the newest key versions first', () => {
    const older = newKeyPair();
    const { envelope: text } = seal(
      requestOf({ recipients: [recipientOf({ mspId: xinghe.mspId, keyPair: older })] }),
    );
    const candidates = [xinghe.keyPair, older, older].map((keyPair, i) => ({
      ownVersion: 3 - i,
      theirVersion: 1,
      pairKey: pairKey(keyPair, xinqiao.keyPair.publicKey) as Buffer,
    }));
    const match = findOwnTag(readEnvelope(text), xinghe.mspId, candidates);
    expect(match).to.include({ ownVersion: 2, theirVersion: 1 });
  });

  it('opens by keys that a grant gives later', () => {
    const { envelope, sealed, keys } = seal(requestOf());
    const { headerKey, sectionKeys } = keys;
    const bytes = readSealedBytes(readEnvelope(envelope), sealed);
    const opened = openSections(bytes, { headerKey, sectionKeys: { quantity: sectionKeys.quantity } });
    expect(opened.sections).to.have.all.keys('quantity');
    expect(openHeader(bytes, headerKey).header.kind).to.equal('inventory');
  });

  it('refuses the header key of another publication', () => {
    const { envelope, sealed } = seal(requestOf());
    const { keys } = seal(requestOf());
    expect(() => openHeader(readSealedBytes(readEnvelope(envelope), sealed), keys.headerKey))
      .to.throw(UnreadableError)
      .with.property('reason', 'HEADER_BOX');
  });

  it('takes missing sealed bytes for forged', () => {
    expect(() => readSealedBytes(readEnvelope(seal(requestOf()).envelope)))
      .to.throw(UnreadableError)
      .that.includes({ state: 'FORGED', reason: 'SEALED_HASH' });
  });

  it('refuses keys in clear whose end is out of range', () => {
    const envelope = readEnvelope(seal(requestOf({ audience: 'public' })).envelope);
    envelope.fields.k?.fill(0xff, 174, 182);
    expect(() => openKeysOf(envelope))
      .to.throw(UnreadableError)
      .with.property('reason', 'SLOTS');
  });

  it('lets failures that are no rule of form pass unchanged', () => {
    const failure = new RangeError('out of memory');
    const rule = (): never => {
      throw failure;
    };
    expect(() => formRule(rule)).to.throw(failure);
  });
});

function changed(bytes: Buffer, at: number, change: number): Buffer {
  const other = Buffer.from(bytes);
  other[at] = (other[at] as number) ^ change;
  return other;
}

/** What opens, or undefined where it is refused. */
function refusedOr(open: () => Opened | undefined): Opened | undefined {
  try {
    return open();
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
}

/** The publication under an envelope that names other sealed bytes, as its publisher could write it. */
function renamed({ envelope }: Published, sealed: Buffer): Published {
  const members = JSON.parse(String(envelope)) as Record<string, unknown>;
  const s = createHash('sha256').update(sealed).digest('base64url');
  return { envelope: JSON.stringify({ ...members, s }), sealed };
}

function ownIndex({ envelope }: Published): number {
  const key = pairKey(xinghe.keyPair, xinqiao.keyPair.publicKey) as Buffer;
  const candidates = [{ ownVersion: 1, theirVersion: 1, pairKey: key }];
  return findOwnTag(readEnvelope(envelope), xinghe.mspId, candidates)?.index ?? -1;
}

/** Whether a byte belongs to a wrap that this reader never opens. */
function isForeignWrap(at: number, own: number): boolean {
  const wrap = Math.floor((at - 38) / 208);
  return at >= 38 && wrap < 4 && wrap !== own;
}
