// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { common, peer } from '@hyperledger/fabric-protos';
import { envelopeText, publicationId, type Envelope } from '@chainshare/chaincode/model';
import { parseBlock } from '@chainshare/gateway/internal/ledger/block-parser.js';
import type { LedgerTransaction } from '@chainshare/gateway/internal/ledger/ledger-block.js';
import { seal } from '@chainshare/gateway/internal/sealing/seal.js';
import { requestOf } from '../sealing/publications.js';
import { newBlock, publishing, type BlockTransaction } from './block-builder.js';

const genuine = seal(requestOf());
const key = `pub~Xinqiao~${genuine.id}`;
const collection = '_implicit_org_Xinqiao';

function only(transaction: BlockTransaction): LedgerTransaction {
  const [parsed] = parseBlock(newBlock(7, [transaction])).transactions;
  if (parsed === undefined) throw new Error('the block has no valid transaction');
  return parsed;
}

/** The ids that are accepted, and the reasons of those that are not. */
function outcome(transaction: BlockTransaction): { accepted: readonly string[]; refused: readonly string[] } {
  const { publications, refused } = only(transaction);
  return { accepted: publications.map(({ id }) => id), refused: refused.map(({ reason }) => reason) };
}

describe('block parser', () => {
  it('reads who made a transaction, when, and what it publishes', () => {
    const transaction = only({
      id: 'abc',
      creator: 'Xinghe',
      seconds: 1_764_000_000,
      nanoseconds: 120_000_000,
      namespaces: [publishing(genuine)],
    });
    expect(transaction).to.include({
      index: 0,
      transactionId: 'abc',
      creator: 'Xinghe',
      timestamp: '2025-11-24T16:00:00.12Z',
    });
    const [publication] = transaction.publications;
    expect(publication).to.include({ id: genuine.id, publisher: 'Xinqiao' });
    expect(publication?.parsed.bytes.toString()).to.equal(genuine.envelope);
  });

  it('keeps the number of the block and the position of the transaction', () => {
    const block = parseBlock(
      newBlock(7, [{ code: peer.TxValidationCode.MVCC_READ_CONFLICT }, { id: 'second' }]),
    );
    expect(block.number).to.equal(7);
    expect(block.transactions.map(({ index, transactionId }) => ({ index, transactionId }))).to.deep.equal([
      { index: 1, transactionId: 'second' },
    ]);
  });

  it('leaves out transactions that are not valid', () => {
    const code = peer.TxValidationCode.ENDORSEMENT_POLICY_FAILURE;
    expect(parseBlock(newBlock(7, [{ code, namespaces: [publishing(genuine)] }])).transactions).to.be.empty;
  });

  it('leaves out changes of the configuration', () => {
    expect(parseBlock(newBlock(7, [{ type: common.HeaderType.CONFIG }])).transactions).to.be.empty;
  });

  it('takes a block without validation codes to have no valid transaction', () => {
    const block = newBlock(7, [{ namespaces: [publishing(genuine)] }]);
    block.setMetadata(undefined);
    expect(parseBlock(block).transactions).to.be.empty;
  });

  it('names a valid transaction that cannot be decoded, and goes on', () => {
    const block = parseBlock(newBlock(7, [{ results: Uint8Array.of(0xff, 0xff, 0xff) }, { id: 'second' }]));
    expect(block.undecodable).to.deep.equal([0]);
    expect(block.transactions.map(({ transactionId }) => transactionId)).to.deep.equal(['second']);
  });

  it('writes times outside of what RFC 3339 can say as the nearest it can', () => {
    expect(only({ seconds: 9e15 }).timestamp).to.equal('9999-12-31T23:59:59Z');
    expect(only({ seconds: -5 }).timestamp).to.equal('1970-01-01T00:00:00Z');
    expect(only({ seconds: 0, nanoseconds: 1 }).timestamp).to.equal('1970-01-01T00:00:00.000000001Z');
  });

  it('hands over what is written of members, and deletes as null', () => {
    const { memberWrites } = only({
      namespaces: [
        {
          name: 'registers',
          writes: [
            { key: 'member~Xinghe', value: '{"id":"Xinghe"}' },
            { key: 'member~Newco', value: null },
            { key: 'proposal~1', value: '{}' },
          ],
        },
        { name: 'records', writes: [{ key: 'member~Forged', value: '{}' }] },
      ],
    });
    expect(memberWrites).to.deep.equal([
      { key: 'member~Xinghe', value: '{"id":"Xinghe"}' },
      { key: 'member~Newco', value: null },
    ]);
  });
});

describe('block rule', () => {
  it('accepts a publication with the proof of its origin, whoever created the transaction', () => {
    expect(outcome({ creator: 'Xinghe', namespaces: [publishing(genuine)] })).to.deep.equal({
      accepted: [genuine.id],
      refused: [],
    });
  });

  it('accepts many publications of one transaction', () => {
    const other = seal(requestOf());
    const accepted = outcome({ namespaces: [publishing(genuine), publishing(other)] }).accepted;
    expect(accepted).to.have.members([genuine.id, other.id]);
  });

  it('ignores a delete', () => {
    expect(outcome({ namespaces: [{ name: 'records', writes: [{ key, value: null }] }] })).to.deep.equal({
      accepted: [],
      refused: [],
    });
  });

  it('ignores the same writes in another namespace', () => {
    const namespaces = [{ ...publishing(genuine), name: 'registers' }];
    expect(outcome({ namespaces })).to.deep.equal({ accepted: [], refused: [] });
  });

  const forgeries: readonly [string, BlockTransaction][] = [
    ['without a write into the own collection', namespaceOf({})],
    [
      'with the proof in the collection of another',
      namespaceOf({ _implicit_org_Xinghe: proofOf(genuine.sealed) }),
    ],
    ['with the hash of other sealed bytes', namespaceOf({ [collection]: proofOf(Buffer.from('other')) })],
    [
      'with the proof under another key',
      namespaceOf({ [collection]: [{ key: `tomb~${genuine.id}`, value: genuine.sealed }] }),
    ],
    [
      'with a proof that the same transaction deletes again',
      namespaceOf({ [collection]: [...proofOf(genuine.sealed), { key: genuine.id, value: null }] }),
    ],
    [
      'with the proof in another namespace',
      {
        namespaces: [
          { name: 'records', writes: [{ key, value: genuine.envelope }] },
          { name: 'registers', collections: { [collection]: proofOf(genuine.sealed) } },
        ],
      },
    ],
  ];
  for (const [title, transaction] of forgeries) {
    it(`refuses as forged an envelope ${title}`, () => {
      expect(outcome(transaction)).to.deep.equal({ accepted: [], refused: ['FORGED'] });
    });
  }

  it('refuses as altered what is not what its key names', () => {
    const writes = [{ key, value: seal(requestOf()).envelope }];
    expect(outcome({ namespaces: [{ ...publishing(genuine), writes }] }).refused).to.deep.equal(['ALTERED']);
  });

  it('refuses as malformed an envelope that breaks a rule of its form', () => {
    const text = genuine.envelope.replace('"v":1', '"v":2');
    expect(outcome({ namespaces: [publishing(renamed(text))] }).refused).to.deep.equal(['MALFORMED']);
  });

  it('refuses as malformed bytes that are no text', () => {
    const bytes = Buffer.from([0xff, 0xfe]);
    const id = publicationId(bytes);
    const writes = [{ key: `pub~Xinqiao~${id}`, value: bytes }];
    expect(outcome({ namespaces: [{ name: 'records', writes }] }).refused).to.deep.equal(['MALFORMED']);
  });

  it('refuses as malformed an envelope under the name of another publisher', () => {
    const text = envelopeText({ ...(JSON.parse(genuine.envelope) as Envelope), p: 'Xinghe' });
    expect(outcome({ namespaces: [publishing(renamed(text))] }).refused).to.deep.equal(['MALFORMED']);
  });

  function renamed(text: string) {
    return { ...genuine, envelope: text, id: publicationId(Buffer.from(text)) };
  }

  function proofOf(sealed: Uint8Array) {
    return [{ key: genuine.id, value: sealed }];
  }

  function namespaceOf(
    collections: NonNullable<ReturnType<typeof publishing>['collections']>,
  ): BlockTransaction {
    return { namespaces: [{ name: 'records', writes: [{ key, value: genuine.envelope }], collections }] };
  }
});
