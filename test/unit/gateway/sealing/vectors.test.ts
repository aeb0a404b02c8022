// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { thousandRecords, vectorFiles } from '../../../vectors/sealed-form/files.js';
import { openPlainly, pathLeads, publicKeyOf, treeHead, type PlainEnvelope } from './plain-opener.js';
import { bytes, readVector, vectorText, type ProofVector } from './vector-files.js';

/** The layout never changes once records exist, so these never change. */
const pinned: Readonly<Record<string, string>> = {
  'follow.json': 'f092676a52e9c1b72d9453ec1734cd8c6d4da9a6dfb1d048f4a59f54f4a44d05',
  'inline.json': '4ebede6bc5960df73a763cb7a5963b8069bcba393dc4ac840550f1c14fd81049',
  'network.json': 'd1fb8e255f32c0a58f6ff3e14075e0acfb46e715751d9c55d2ea42d920e0eb97',
  'one-record.json': '136bc47d928deef5648926232126f0d42c4f4fc8415ef20ddfadbdd5e9acd3e4',
  'onward.json': '1a944225c705e4559d5ebfd5947e0b8ffb6913d65566151b62d6bd37de78cf65',
  'partial-grant.json': 'c8688aad39f8d469ccc967ca02a1f43cba41a2236179e389006abbca76d6eeb8',
  'proofs.json': 'e8db87bf209a61d15e7e382a461a9e549af0e04e6dc2de28dcaafe897e0c1f8f',
  'refused.json': '4343d33e7a47b6ad4e6dcc24cd5558ea4a204066c8b5d9636622195d1e1eb092',
  'thousand-records.json': '2432f5e0402758e7676725f531fe87bb869f9ba655b0183d782069b4cef04ea4',
};

interface Valid {
  readonly request: {
    readonly publisher: string;
    readonly privateKeys: Readonly<Record<string, string>>;
    readonly records: readonly Record<string, unknown>[];
  };
  readonly derived: {
    readonly r: string;
    readonly header: string;
    readonly sections: Readonly<Record<string, { root: string; 'record hashes'?: readonly string[] }>>;
    readonly readers: readonly {
      readonly mspId: string;
      readonly K_AB: string;
      readonly tag: string;
      readonly index: number;
      readonly granted: readonly string[];
    }[];
  };
  readonly envelope: string;
  readonly sealed: string;
  readonly id: string;
}

const valid = ['one-record', 'partial-grant', 'network', 'inline', 'onward', 'follow'];

describe('the vectors of the sealed form', () => {
  for (const name of valid) {
    describe(name, () => {
      const vector = readVector(`${name}.json`) as Valid;
      const { request, derived } = vector;
      const envelope = JSON.parse(vector.envelope) as PlainEnvelope;
      const sealed = bytes(vector.sealed);
      const publisherKey = publicKeyOf(bytes(request.privateKeys[request.publisher] ?? ''));

      it('has an id and a hash that name its bytes', () => {
        expect(createHash('sha256').update(vector.envelope).digest('hex')).to.equal(vector.id);
        expect(createHash('sha256').update(sealed).digest('base64url')).to.equal(envelope.s);
        expect(envelope.b ?? vector.sealed).to.equal(vector.sealed);
      });

      for (const reader of derived.readers) {
        it(`opens to what was sealed for ${reader.mspId}, read from the document alone`, () => {
          const privateKey = bytes(request.privateKeys[reader.mspId] ?? '');
          const content = openPlainly(envelope, sealed, { mspId: reader.mspId, privateKey, publisherKey });
          expect(content.pairKey.toString('base64url')).to.equal(reader.K_AB);
          expect(content.tag.toString('base64url')).to.equal(reader.tag);
          expect(content.headerText).to.equal(derived.header);
          expect(content.root.toString('base64url')).to.equal(derived.r).and.to.equal(envelope.r);
          expect(content.fillFits && content.absentFits).to.equal(true);
          const named = content.header['sections'] as string[];
          const shown = reader.granted.filter((section) => named.includes(section));
          expect(Object.keys(content.values)).to.deep.equal(shown);
          for (const section of shown) {
            const hashes = content.recordHashes[section] ?? [];
            expect(content.values[section]).to.deep.equal(request.records.map((one) => one[section] ?? {}));
            expect(hashes.map((hash) => hash.toString('base64url'))).to.deep.equal(
              derived.sections[section]?.['record hashes'],
            );
            expect(treeHead(hashes).toString('base64url')).to.equal(derived.sections[section]?.root);
          }
        });
      }
    });
  }

  it('hold a thousand records that open to their rule, read from the document alone', () => {
    const { r, id } = readVector('thousand-records.json') as { r: string; id: string };
    const { sealed } = thousandRecords();
    const secret = bytes((readVector('one-record.json') as Valid).request.privateKeys['Xinqiao'] ?? '');
    const reader = { mspId: 'Xinqiao', privateKey: secret, publisherKey: publicKeyOf(secret) };
    const content = openPlainly(JSON.parse(sealed.envelope) as PlainEnvelope, sealed.sealed, reader);
    expect(sealed.id).to.equal(id);
    expect(content.root.toString('base64url')).to.equal(r);
    expect(treeHead(content.recordHashes['quantity'] ?? [])).to.deep.equal(content.roots[1]);
    expect(content.values['quantity']?.slice(0, 3)).to.deep.equal([{ quantity: '0' }, {}, { quantity: '2' }]);
  });

  it('are what their generator makes', () => {
    for (const [name, content] of vectorFiles()) expect(vectorText(name), name).to.equal(content);
  });

  it('never change', () => {
    const digests = [...vectorFiles().keys()].map((name) => [
      name,
      createHash('sha256').update(vectorText(name)).digest('hex'),
    ]);
    expect(Object.fromEntries(digests)).to.deep.equal(pinned);
  });

  it('prove records whose paths lead to the roots of their packs', () => {
    const { valid: proofs } = readVector('proofs.json') as { valid: readonly ProofVector[] };
    for (const { name, pack } of proofs) {
      const { header, index, roots, sections } = JSON.parse(pack) as PlainPack;
      for (const [section, { value, salt, path }] of Object.entries(sections)) {
        const leaf = createHash('sha256')
          .update(Buffer.concat([Buffer.from([0]), bytes(salt), Buffer.from(JSON.stringify(value))]))
          .digest();
        const place = ['identity', 'quantity', 'commercial', 'evidence'].indexOf(section);
        expect(pathLeads(leaf, index, header.n, path.map(bytes))?.toString('base64url'), name).to.equal(
          roots[place],
        );
      }
    }
  });
});

interface PlainPack {
  readonly header: { readonly n: number };
  readonly index: number;
  readonly roots: readonly string[];
  readonly sections: Readonly<Record<string, { value: unknown; salt: string; path: readonly string[] }>>;
}
