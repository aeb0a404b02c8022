// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { canonical, type JsonObject, type Section } from '@chainshare/chaincode/model';
import { openSections, readEnvelope, type Opened } from '@chainshare/gateway/internal/sealing/open.js';
import { proofOf } from '@chainshare/gateway/internal/sealing/proof.js';
import { readSealedBytes } from '@chainshare/gateway/internal/sealing/sealed-bytes.js';
import { seal } from '@chainshare/gateway/internal/sealing/seal.js';
import { inclusionPath, treeRoot } from '@chainshare/gateway/internal/sealing/tree.js';
import { pathLeads, treeHead } from './plain-opener.js';
import { requestOf } from './publications.js';

interface SectionProof {
  readonly value: JsonObject;
  readonly salt: string;
  readonly path: readonly string[];
}

const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
const leafOf = ({ value, salt }: SectionProof): Buffer =>
  createHash('sha256')
    .update(Buffer.concat([Buffer.from([0]), bytes(salt), Buffer.from(canonical(value))]))
    .digest();

function publication(n: number) {
  const records = Array.from({ length: n }, (_, i): Partial<Record<Section, JsonObject>> => ({
    identity: { product: `TAG-${i}` },
    quantity: i === 1 ? {} : { quantity: String(i) },
    evidence: { document: `D-${i}` },
  }));
  const { envelope: text, sealed, keys } = seal(requestOf({ records }));
  const envelope = readEnvelope(text);
  const readable = readSealedBytes(envelope, sealed);
  return { envelope, keys, records, readable, opened: openSections(readable, keys) };
}

describe('a proof', () => {
  it('leads each shown section of each record to its root', () => {
    for (const n of [1, 2, 3, 6, 7, 8, 13]) {
      const { envelope, opened, records } = publication(n);
      for (let index = 0; index < n; index++) {
        const proof = proofOf(envelope, opened, index, ['quantity', 'evidence']);
        const shown = Object.entries(proof.sections) as unknown as [Section, SectionProof][];
        expect(shown.map(([name]) => name)).to.deep.equal(['identity', 'quantity', 'evidence']);
        for (const [name, section] of shown) {
          expect(section.value).to.deep.equal(records[index]?.[name]);
          const root = pathLeads(leafOf(section), index, n, section.path.map(bytes));
          const place = { identity: 0, quantity: 1, commercial: 2, evidence: 3 }[name];
          expect(root?.toString('base64url')).to.equal(proof.roots[place]);
        }
      }
    }
  });

  it('shows identity always, and of the others only what is asked for and opened', () => {
    const { envelope, opened, readable, keys } = publication(3);
    expect(proofOf(envelope, opened, 0, []).sections).to.have.all.keys('identity');
    const { identity } = keys.sectionKeys;
    const partly = openSections(readable, { headerKey: keys.headerKey, sectionKeys: { identity } });
    expect(proofOf(envelope, partly, 0, ['quantity', 'commercial']).sections).to.have.all.keys('identity');
  });

  it('holds envelope, header, its salt and the four roots', () => {
    const { envelope, opened } = publication(2);
    const proof = proofOf(envelope, opened, 1, []);
    expect(proof).to.have.all.keys('v', 'e', 'h', 'header', 'index', 'roots', 'sections');
    expect(proof.e).to.deep.equal(envelope.envelope);
    expect(proof.header).to.deep.equal(opened.header);
    expect(proof).to.include({ v: 1, index: 1, h: opened.salt.toString('base64url') });
  });

  it('is not made of a record that is not there', () => {
    const { envelope, opened } = publication(2);
    for (const index of [-1, 2, 0.5]) expect(() => proofOf(envelope, opened, index, [])).to.throw(RangeError);
  });

  it('is not made without identity', () => {
    const { envelope, opened } = publication(2);
    const { quantity } = opened.sections;
    const without = { ...opened, sections: { quantity } } as Opened;
    expect(() => proofOf(envelope, without, 0, ['quantity'])).to.throw(RangeError);
  });
});

describe('the tree over record hashes', () => {
  const leaves = Array.from({ length: 33 }, (_, i) => createHash('sha256').update(String(i)).digest());

  it('is that of RFC 9162 for every number of leaves', () => {
    for (let n = 1; n <= leaves.length; n++) {
      expect(treeRoot(Buffer.concat(leaves.slice(0, n)))).to.deep.equal(treeHead(leaves.slice(0, n)));
    }
  });

  it('gives every leaf a path that leads to the root', () => {
    for (let n = 1; n <= leaves.length; n++) {
      const some = leaves.slice(0, n);
      some.forEach((leaf, i) => {
        expect(pathLeads(leaf, i, n, inclusionPath(Buffer.concat(some), i))).to.deep.equal(treeHead(some));
      });
    }
  });

  it('has at least one leaf', () => {
    expect(() => treeRoot(Buffer.alloc(0))).to.throw(RangeError);
  });
});
