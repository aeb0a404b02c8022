// SPDX-License-Identifier: Apache-2.0
import { verify, type TrustFile, type VerificationCode } from '@chainshare/client/verify';
import { expect } from 'chai';
import { issue, newRoot, type Certified } from '../support/certificates.js';
import { codeOf } from '../support/codes.js';
import { blockOf, transactionOf, type PackBlock, type Signer } from '../support/fabric.js';
import { authorities, honestPlan, newCast, proofNamed, write, type Cast } from '../support/packs.js';

const proof = proofNamed('the only record');

describe('a proof pack of level 2', () => {
  let cast: Cast;
  let transaction: Uint8Array;
  let others: Uint8Array[];
  let orderer: Signer;
  let secondRoot: Certified;
  let second: Signer;

  before(async () => {
    cast = await newCast();
    const plan = honestPlan(cast, proof);
    transaction = transactionOf(plan);
    others = [transactionOf({ ...plan, nanos: 1 }), transactionOf({ ...plan, nanos: 2 })];
    orderer = { mspId: 'OrdererMSP', by: cast.orderer };
    secondRoot = await newRoot('second-orderer-ca');
    second = { mspId: 'SecondMSP', by: await issue(secondRoot, 'orderer1', { unit: 'orderer' }) };
  });

  const pack = (block: PackBlock): string =>
    write({ ...proof, transaction: Buffer.from(transaction).toString('base64url'), block });
  const code = (block: PackBlock, trust: Partial<TrustFile> = {}): VerificationCode | undefined =>
    codeOf(() => verify(pack(block), { ...cast.trust, ...trust }));
  const block = (number = 7, signers: readonly Signer[] = [orderer]): PackBlock =>
    blockOf(number, [others[0] ?? transaction, transaction, others[1] ?? transaction], signers);

  it('shows in which block it was ordered', () => {
    expect(verify(pack(block()), cast.trust)).to.include({ level: 2, block: 7, publisher: 'Xinqiao' });
  });

  it('holds for block numbers of every length in DER', () => {
    for (const number of [
      0,
      1,
      127,
      128,
      255,
      256,
      32_767,
      32_768,
      2 ** 31,
      2 ** 40 + 128,
      Number.MAX_SAFE_INTEGER,
    ]) {
      expect(code(block(number)), String(number)).to.equal(undefined);
    }
  });

  it('refuses another number, another predecessor, other metadata', () => {
    expect(code({ ...block(), number: 8 })).to.equal('BAD_SIGNATURE');
    expect(code({ ...block(), previous: Buffer.alloc(32).toString('base64url') })).to.equal('BAD_SIGNATURE');
    const changed = block();
    changed.metadata.value = Buffer.from('last configuration 1').toString('base64url');
    expect(code(changed)).to.equal('BAD_SIGNATURE');
  });

  it('refuses a block without the transaction, or with it twice', () => {
    expect(code(blockOf(7, others, [orderer]))).to.equal('WRONG_BLOCK');
    expect(code(blockOf(7, [transaction, transaction], [orderer]))).to.equal('WRONG_BLOCK');
  });

  it('refuses other transactions than those that were ordered with it', () => {
    const changed = block();
    changed.data[0] = changed.data[2] ?? '';
    expect(code(changed)).to.equal('BAD_SIGNATURE');
    expect(code({ ...block(), data: block().data.slice(0, 2) })).to.equal('BAD_SIGNATURE');
  });

  it('refuses a transaction that was cut out of the middle of another and never ordered', () => {
    // A field of 120 bytes of anything around the transaction makes one honest-looking entry of the block.
    const length = Buffer.of(...varint(transaction.length + 4));
    const carrier = Buffer.concat([Buffer.of(0x0a), length, Buffer.of(1, 2), transaction, Buffer.of(3, 4)]);
    const ordered = blockOf(7, [carrier], [orderer]);
    const start = carrier.indexOf(Buffer.from(transaction));
    const pieces = [carrier.subarray(0, start), transaction, carrier.subarray(start + transaction.length)];
    expect(
      code({ ...ordered, data: pieces.map((piece) => Buffer.from(piece).toString('base64url')) }),
    ).to.equal('MALFORMED');
  });

  it('asks for exactly as many signatures as the policy', () => {
    expect(code(block(7, []))).to.equal('WRONG_BLOCK');
    expect(code(block(7, [orderer, orderer]))).to.equal('WRONG_BLOCK');
  });

  it('counts each organisation once', () => {
    const policy = { blockPolicy: { signatures: 2, of: ['OrdererMSP', 'SecondMSP'] } };
    const orderers = { ...cast.trust.orderers, SecondMSP: authorities(secondRoot) };
    expect(code(block(7, [orderer, second]), { ...policy, orderers })).to.equal(undefined);
    expect(code(block(7, [orderer, orderer]), { ...policy, orderers })).to.equal('WRONG_BLOCK');
  });

  it('refuses an orderer that has no part in the policy, or whom nobody trusts', () => {
    expect(code(block(7, [second]))).to.equal('WRONG_BLOCK');
    const policy = { blockPolicy: { signatures: 1, of: ['SecondMSP'] } };
    expect(code(block(7, [second]), policy)).to.equal('UNTRUSTED_IDENTITY');
  });

  it('refuses a block that a peer signed', () => {
    const peer = { mspId: 'OrdererMSP', by: cast.orderer, key: cast.peer };
    expect(code(block(7, [peer]))).to.equal('BAD_SIGNATURE');
    expect(code(block(7, [{ mspId: 'OrdererMSP', by: cast.peer }]))).to.equal('UNTRUSTED_IDENTITY');
  });

  it('refuses members that are missing, unknown, or of another type', () => {
    const { data, metadata, number } = block();
    expect(code({ data, metadata, number } as PackBlock)).to.equal('MALFORMED');
    expect(code({ ...block(), more: 1 } as PackBlock)).to.equal('MALFORMED');
    expect(code({ ...block(), number: -1 })).to.equal('MALFORMED');
    expect(code({ ...block(), number: 1.5 })).to.equal('MALFORMED');
    expect(code({ ...block(), data: 'none' as unknown as string[] })).to.equal('MALFORMED');
    expect(code({ ...block(), data: [7] as unknown as string[] })).to.equal('MALFORMED');
  });
});

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}
