// SPDX-License-Identifier: Apache-2.0
import { createHash, verify, X509Certificate } from 'node:crypto';
import { common, msp, peer } from '@hyperledger/fabric-protos';
import type { Network } from '@hyperledger/fabric-gateway';
import { expect } from 'chai';
import { CHANNEL } from '../../../conformance/test-ledger.js';
import { TestNetwork, failureOf } from './test-network.js';

const ORGANISATIONS = ['Org1MSP', 'Org2MSP'];

/** Reads blocks 0 to before `count`. */
async function blocksOf(network: Network, count: number): Promise<common.Block[]> {
  const events = await network.getBlockEvents({ startBlock: 0n });
  const blocks: common.Block[] = [];
  for await (const block of events) {
    blocks.push(block);
    if (blocks.length === count) break;
  }
  events.close();
  return blocks;
}

/** DER of the header, put together without the code under test; lengths stay below 128 here. */
function headerBytes(header: common.BlockHeader): Buffer {
  const number = Buffer.of(2, 1, header.getNumber());
  const octets = (bytes: Uint8Array): Buffer => Buffer.concat([Buffer.of(4, bytes.length), bytes]);
  const body = Buffer.concat([
    number,
    octets(header.getPreviousHash_asU8()),
    octets(header.getDataHash_asU8()),
  ]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}

function signaturesOf(block: common.Block): common.Metadata {
  const [entry] = block.getMetadata()?.getMetadataList_asU8() ?? [];
  return common.Metadata.deserializeBinary(entry ?? new Uint8Array());
}

describe('blocks of the embedded ledger', function () {
  this.timeout(30_000);
  let test: TestNetwork;
  let blocks: common.Block[];

  before(async () => {
    test = await TestNetwork.start(ORGANISATIONS);
    const contract = test.contract('Org1MSP');
    await contract.submitTransaction('put', 'a', '1');
    await contract.submitTransaction('put', 'a', '2');
    blocks = await blocksOf(test.gateway('Org1MSP').getNetwork(CHANNEL), 3);
  });
  after(() => test.remove());

  it('form a chain of hashes', () => {
    blocks.slice(1).forEach((block, at) => {
      const before = blocks[at]?.getHeader() ?? new common.BlockHeader();
      const expected = createHash('sha256').update(headerBytes(before)).digest();
      expect(Buffer.from(block.getHeader()?.getPreviousHash_asU8() ?? [])).to.deep.equal(expected);
      const data = createHash('sha256');
      for (const envelope of block.getData()?.getDataList_asU8() ?? []) data.update(envelope);
      expect(Buffer.from(block.getHeader()?.getDataHash_asU8() ?? [])).to.deep.equal(data.digest());
    });
  });

  it('are signed by the orderer over last configuration, signature header and block header', () => {
    for (const block of blocks.slice(1)) {
      const metadata = signaturesOf(block);
      const [signature] = metadata.getSignaturesList();
      const header = signature?.getSignatureHeader_asU8() ?? new Uint8Array();
      const creator = msp.SerializedIdentity.deserializeBinary(
        common.SignatureHeader.deserializeBinary(header).getCreator_asU8(),
      );
      expect(creator.getMspid()).to.equal('OrdererMSP');
      const certificate = new X509Certificate(creator.getIdBytes_asU8());
      expect(certificate.verify(new X509Certificate(test.material.orderer.cacert).publicKey)).to.be.true;
      const signed = Buffer.concat([
        metadata.getValue_asU8(),
        header,
        headerBytes(block.getHeader() ?? new common.BlockHeader()),
      ]);
      const bytes = signature?.getSignature_asU8() ?? new Uint8Array();
      expect(verify('sha256', signed, certificate.publicKey, bytes)).to.be.true;
    }
  });

  it('begin with a configuration that nobody signed, as configtxgen makes it', () => {
    expect(signaturesOf(blocks[0] ?? new common.Block()).getSignaturesList()).to.be.empty;
  });

  it('are answered by qscc and cscc', async () => {
    const network = test.gateway('Org2MSP').getNetwork(CHANNEL);
    const config = await network.getContract('cscc').evaluateTransaction('GetConfigBlock', CHANNEL);
    expect(Buffer.from(config)).to.deep.equal(Buffer.from(blocks[0]?.serializeBinary() ?? []));
    const second = await network.getContract('qscc').evaluateTransaction('GetBlockByNumber', CHANNEL, '2');
    expect(Buffer.from(second)).to.deep.equal(Buffer.from(blocks[2]?.serializeBinary() ?? []));
  });

  it('carry the validation code of every transaction', () => {
    const codes = blocks[1]?.getMetadata()?.getMetadataList_asU8()[
      common.BlockMetadataIndex.TRANSACTIONS_FILTER
    ];
    expect([...(codes ?? [])]).to.deep.equal([peer.TxValidationCode.VALID]);
  });
});

describe('block cutting', function () {
  this.timeout(30_000);
  let test: TestNetwork;

  afterEach(() => test.remove());

  async function submitAll(values: readonly string[]): Promise<number[]> {
    const contract = test.contract('Org1MSP');
    const endorsed = await Promise.all(
      values.map((value, at) => contract.newProposal('put', { arguments: [`k${at}`, value] }).endorse()),
    );
    const commits = await Promise.all(endorsed.map((transaction) => transaction.submit()));
    const statuses = await Promise.all(commits.map((commit) => commit.getStatus()));
    return statuses.map(({ blockNumber }) => Number(blockNumber));
  }

  it('ends a block when it is full', async () => {
    test = await TestNetwork.start(['Org1MSP'], { block: { timeoutMs: 10_000, maxMessages: 3 } });
    const numbers = await submitAll(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(numbers.filter((number) => number === 1)).to.have.length(3);
    expect(numbers.filter((number) => number === 2)).to.have.length(3);
  });

  it('ends a block when its time is over', async () => {
    test = await TestNetwork.start(['Org1MSP'], { block: { timeoutMs: 300, maxMessages: 100 } });
    await submitAll(['warm up']);
    const start = Date.now();
    expect(new Set(await submitAll(['a', 'b', 'c']))).to.deep.equal(new Set([2]));
    expect(Date.now() - start).to.be.at.least(290);
  });

  it('gives a transaction above the preferred size a block of its own', async () => {
    const block = { timeoutMs: 100, maxMessages: 100, preferredMaxBytes: 20_000 };
    test = await TestNetwork.start(['Org1MSP'], { block });
    const [small, large] = await submitAll(['a', 'x'.repeat(30_000)]);
    expect(small).to.not.equal(large);
  });

  it('refuses a transaction above the absolute size', async () => {
    const block = { timeoutMs: 100, maxMessages: 100, absoluteMaxBytes: 20_000 };
    test = await TestNetwork.start(['Org1MSP'], { block });
    const failure = await failureOf(submitAll(['x'.repeat(30_000)]));
    expect(failure.message).to.include('exceeds maximum allowed 20000 bytes');
  });
});
