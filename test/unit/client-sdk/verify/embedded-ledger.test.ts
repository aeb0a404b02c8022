// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { verify, type Verified } from '@chainshare/client/verify';
import { common } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { startEmbedded, type EmbeddedRunningLedger } from '#network/demo/embedded-ledger.js';
import { DEMO_ENTERPRISES } from '#network/demo/enterprises.js';
import { connectLedger, type LedgerClient } from '../../../support/ledger-client.js';
import { root } from '../../project/sources.js';
import { codeOf } from '../support/codes.js';
import type { PackBlock } from '../support/fabric.js';
import { proofNamed, write, type Pack } from '../support/packs.js';

const CHANNEL = 'chain';
const proof = proofNamed('the only record');
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** The sealed bytes of the publication that the proof belongs to, from the published vectors. */
async function sealedBytes(): Promise<Buffer> {
  const file = path.join(root, 'test/vectors/sealed-form/one-record.json');
  const { sealed } = JSON.parse(await readFile(file, 'utf8')) as { sealed: string };
  return Buffer.from(sealed, 'base64url');
}

/** A block as a pack carries it: what is signed, and nothing else. */
function packBlock(block: common.Block): PackBlock {
  const header = block.getHeader();
  const signed = common.Metadata.deserializeBinary(
    block.getMetadata()?.getMetadataList_asU8()[0] ?? new Uint8Array(),
  );
  return {
    number: header?.getNumber() ?? 0,
    previous: base64url(header?.getPreviousHash_asU8() ?? new Uint8Array()),
    data: (block.getData()?.getDataList_asU8() ?? []).map(base64url),
    metadata: {
      value: base64url(signed.getValue_asU8()),
      signatures: signed.getSignaturesList().map((signature) => ({
        header: base64url(signature.getSignatureHeader_asU8()),
        signature: base64url(signature.getSignature_asU8()),
      })),
    },
  };
}

describe('a transaction of the embedded ledger', function () {
  this.timeout(60_000);
  let dataDir: string;
  let ledger: EmbeddedRunningLedger;
  let client: LedgerClient;
  let transactionId: string;
  let first: Pack;
  let second: Pack;

  before(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'chainshare-verify-'));
    const enterprises = DEMO_ENTERPRISES.filter(({ id }) => ['Xinqiao', 'Xinghe'].includes(id));
    ledger = await startEmbedded({
      channel: CHANNEL,
      dataDir,
      enterprises,
      firstPort: 0,
      block: { timeoutMs: 20, maxMessages: 500 },
    });
    client = connectLedger({ ledger, dataDir }, 'Xinqiao');
    const { network } = client;
    const sealed = await sealedBytes();
    const length = Buffer.alloc(4);
    length.writeUInt32BE(sealed.length);
    const submitted = await network.getContract('records', 'Records').submitAsync('Publish', {
      arguments: [`[${write(proof.e as unknown as Pack)}]`],
      transientData: { s: Buffer.concat([length, sealed]) },
      endorsingOrganizations: ['Xinqiao'],
    });
    transactionId = submitted.getTransactionId();
    expect((await submitted.getStatus()).successful).to.equal(true);
    const bytes = await network
      .getContract('qscc')
      .evaluateTransaction('GetBlockByTxID', CHANNEL, transactionId);
    const block = packBlock(common.Block.deserializeBinary(bytes));
    first = { ...proof, transaction: block.data[0] ?? '' };
    second = { ...first, block };
  });

  after(async () => {
    client.close();
    await ledger.stop();
    await rm(dataDir, { recursive: true });
  });

  const expected = { publisher: 'Xinqiao', kind: 'inventory', channel: CHANNEL, development: true };

  it('verifies at level 1', () => {
    const verified: Verified = verify(write(first), ledger.trust);
    expect(verified).to.include({ ...expected, level: 1, transactionId });
    expect(Math.abs(Date.parse(verified.publishedAt) - Date.now())).to.be.lessThan(60_000);
  });

  it('verifies at level 2', () => {
    const verified = verify(write(second), ledger.trust);
    expect(verified).to.include({ ...expected, level: 2, transactionId });
    expect(verified.block).to.be.greaterThan(0);
  });

  it('does not verify on another channel, or for who trusts others', () => {
    expect(codeOf(() => verify(write(first), { ...ledger.trust, channel: 'other' }))).to.equal(
      'WRONG_CHANNEL',
    );
    const swapped = {
      ...ledger.trust.msps,
      Xinqiao: ledger.trust.msps['Xinghe'] ?? { roots: [], intermediates: [], crls: [] },
    };
    expect(codeOf(() => verify(write(first), { ...ledger.trust, msps: swapped }))).to.equal(
      'UNTRUSTED_IDENTITY',
    );
    expect(codeOf(() => verify(write(second), { ...ledger.trust, orderers: {} }))).to.equal(
      'UNTRUSTED_IDENTITY',
    );
  });
});
