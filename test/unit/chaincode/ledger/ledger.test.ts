// SPDX-License-Identifier: Apache-2.0
import { assertAdmin } from '@chainshare/chaincode/internal/ledger/caller.js';
import { chaincodeName } from '@chainshare/chaincode/internal/ledger/chaincode-name.js';
import { readSealedBytes } from '@chainshare/chaincode/internal/ledger/publications.js';
import { lengthDelimitedField } from '@chainshare/chaincode/internal/ledger/wire.js';
import { common } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import type { Context } from 'fabric-contract-api';
import { callerIdentity, newCertificate } from '../support/certificates.js';
import { FakeLedger } from '../support/fake-ledger.js';
import { signedProposal } from '../support/signed-proposal.js';
import { refusalOf } from '../support/refusals.js';

const stub = (parts: object): Context['stub'] => parts as Context['stub'];

describe('protobuf field', () => {
  it('is found beside fields of every wire type', () => {
    const header = new common.ChannelHeader();
    header.setType(3);
    header.setEpoch(2 ** 40);
    header.setChannelId('chain');
    expect(lengthDelimitedField(header.serializeBinary(), 4)).to.deep.equal(
      new Uint8Array(Buffer.from('chain')),
    );
    const fixed = Buffer.from([0x09, 1, 2, 3, 4, 5, 6, 7, 8, 0x15, 1, 2, 3, 4, 0x1a, 1, 0x41]);
    expect(lengthDelimitedField(fixed, 3)).to.deep.equal(Buffer.from('A'));
  });

  it('counts the last time where it stands twice', () => {
    expect(lengthDelimitedField(Buffer.from([0x12, 1, 0x41, 0x12, 1, 0x42]), 2)).to.deep.equal(
      Buffer.from('B'),
    );
  });

  const broken = [
    [],
    [0x12],
    [0x12, 5, 1],
    [0x09, 1],
    [0x15, 1],
    [0x13],
    [0x80],
    Array.from({ length: 12 }, () => 0x80),
    [0x08],
  ];
  for (const bytes of broken) {
    it(`is not found in ${Buffer.from(bytes).toString('hex') || 'nothing'}`, () => {
      expect(lengthDelimitedField(Buffer.from(bytes), 2)).to.equal(undefined);
    });
  }
});

describe('chaincode name', () => {
  it('is read from the signed proposal', () => {
    expect(chaincodeName(stub({ getSignedProposal: () => signedProposal('registers') }))).to.equal(
      'registers',
    );
  });

  it('is empty where the proposal names none', () => {
    const channelHeader = new common.ChannelHeader();
    const proposal = { proposal: { header: { channelHeader } } };
    expect(chaincodeName(stub({ getSignedProposal: () => proposal }))).to.equal('');
  });
});

describe('administrator', () => {
  async function admin(...subject: readonly string[]): Promise<string> {
    const clientIdentity = callerIdentity(await newCertificate('Xinghe', ...subject));
    return refusalOf(() => assertAdmin({ clientIdentity } as unknown as Context));
  }

  it('is who has the unit admin, alone or among others', async () => {
    expect(await admin('OU=admin')).to.equal('accepted');
    expect(await admin('OU=hangzhou', 'OU=admin')).to.equal('accepted');
  });

  it('is not who merely looks like it', async () => {
    for (const subject of [['OU=client'], ['OU=Admin'], [], ['O=OU\\=admin'], ['OU=admin2']]) {
      expect(await admin(...subject), subject.join()).to.equal('ACCESS_DENIED');
    }
  });
});

describe('sealed bytes', () => {
  it('are not mistaken for absent when the peer fails in another way', async () => {
    const ledger = new FakeLedger([]);
    const caller = await newCertificate('Xinghe', 'OU=client');
    const read = ledger.run({ caller, chaincode: 'records' }, async (ctx) => readSealedBytes(ctx.stub, 'x'));
    expect(await read.catch((error: unknown) => String(error))).to.include(
      'not defined in the collection config',
    );
  });
});
