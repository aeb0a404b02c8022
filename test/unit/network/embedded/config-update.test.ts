// SPDX-License-Identifier: Apache-2.0
import { setTimeout as pause } from 'node:timers/promises';
import { Client, credentials } from '@grpc/grpc-js';
import { common, gateway as messages } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import {
  CHAINCODE_DIR,
  CHANNEL,
  connectAs,
  newOrganisation,
  text,
} from '../../../conformance/test-ledger.js';
import {
  applicationUpdate,
  envelopeOf,
  groupsOf,
  policiesOf,
  readConfig,
  signedUpdate,
  type ConfigSigner,
} from './config-writer.js';
import { applicationOrganisation } from '#network/embedded/config/organisation-group.js';
import { configPolicy } from '#network/embedded/config/config-group.js';
import { detailsOf, failureOf, TestNetwork } from './test-network.js';

describe('configuration of the embedded ledger', function () {
  this.timeout(30_000);
  let test: TestNetwork;

  beforeEach(async () => {
    test = await TestNetwork.start(['Org1MSP', 'Org2MSP', 'Org3MSP'], {
      chaincodes: [
        {
          name: 'basic',
          version: '1',
          dir: CHAINCODE_DIR,
          packageId: 'p:1',
          policy: '/Channel/Application/Registers',
        },
      ],
      policies: { Registers: 'MAJORITY Endorsement' },
    });
  });
  afterEach(() => test.remove());

  const administrator = (mspId: string): ConfigSigner => ({
    mspId,
    identity: test.organisation(mspId).admin,
  });

  /** Sends an envelope through a peer's gateway, as a client does that has only its own peer. */
  function submit(envelope: common.Envelope): Promise<void> {
    const request = new messages.SubmitRequest();
    request.setChannelId(CHANNEL);
    request.setPreparedTransaction(envelope);
    const client = new Client(test.ledger.peers.get('Org1MSP')?.endpoint ?? '', credentials.createInsecure());
    return new Promise<void>((resolve, reject) => {
      client.makeUnaryRequest(
        '/gateway.Gateway/Submit',
        (message: messages.SubmitRequest) => Buffer.from(message.serializeBinary()),
        (bytes: Buffer) => messages.SubmitResponse.deserializeBinary(bytes),
        request,
        (error) => {
          client.close();
          if (error) reject(error);
          else resolve();
        },
      );
    });
  }

  async function update(
    change: (application: common.ConfigGroup) => void,
    administrators: readonly string[],
  ): Promise<common.Envelope> {
    const config = await readConfig(test.gateway('Org1MSP').getNetwork(CHANNEL));
    const signing = administrators.map(administrator);
    return signedUpdate(applicationUpdate(config, change), signing, administrator('Org1MSP'));
  }

  async function sequenceReached(sequence: number): Promise<common.Config> {
    for (;;) {
      const config = await readConfig(test.gateway('Org1MSP').getNetwork(CHANNEL));
      if (config.getSequence() >= sequence) return config;
      await pause(20);
    }
  }

  const setRegisters =
    (policy: string) =>
    (application: common.ConfigGroup): void => {
      const entry = policiesOf(application).get('Registers');
      entry?.setPolicy(configPolicy(policy));
      entry?.setVersion(entry.getVersion() + 1);
    };

  it('changes by a majority of administrators, and holds from the next block', async () => {
    await submit(await update(setRegisters('ANY Endorsement'), ['Org1MSP', 'Org2MSP']));
    await sequenceReached(1);
    await test.ledger.stopPeer('Org2MSP');
    await test.ledger.stopPeer('Org3MSP');
    await test.contract('Org1MSP').submitTransaction('put', 'alone', '1');
    expect(text(await test.contract('Org1MSP').evaluateTransaction('get', 'alone'))).to.equal('1');
  });

  it('stays as it is without a majority', async () => {
    const failure = await failureOf(submit(await update(setRegisters('ANY Endorsement'), ['Org1MSP'])));
    expect(failure.message).to.include('policy for [Policy] /Channel/Application/Registers not satisfied');
  });

  it('counts each administrator once', async () => {
    const envelope = await update(setRegisters('ANY Endorsement'), ['Org1MSP', 'Org1MSP']);
    expect((await failureOf(submit(envelope))).message).to.include('not satisfied');
  });

  it('refuses an update that was made for an older configuration', async () => {
    const late = await update(setRegisters('ALL Endorsement'), ['Org1MSP', 'Org2MSP']);
    await submit(await update(setRegisters('ANY Endorsement'), ['Org1MSP', 'Org2MSP']));
    await sequenceReached(1);
    expect((await failureOf(submit(late))).message).to.include(
      'be at version 0, but it is currently at version 1',
    );
  });

  it('is made by the orderer alone', async () => {
    const config = await readConfig(test.gateway('Org1MSP').getNetwork(CHANNEL));
    const forged = new common.ConfigEnvelope();
    forged.setConfig(config);
    const envelope = await envelopeOf(
      common.HeaderType.CONFIG,
      forged.serializeBinary(),
      administrator('Org1MSP'),
    );
    expect((await failureOf(submit(envelope))).message).to.include('BAD_REQUEST');
  });

  it('takes an organisation in, which then endorses', async () => {
    const joining = await newOrganisation('Org4MSP');
    const cacert = joining.authority.certificate;
    const addOrganisation = (application: common.ConfigGroup): void => {
      groupsOf(application).set('Org4MSP', applicationOrganisation({ mspId: 'Org4MSP', cacert }));
      application.setVersion(application.getVersion() + 1);
    };
    await test.contract('Org1MSP').submitTransaction('put', 'before', '1');
    await submit(await update(addOrganisation, ['Org2MSP', 'Org3MSP']));
    await sequenceReached(1);
    const msp = { cacert, peerCert: joining.peer.certificate, peerKey: joining.peer.key };
    const { endpoint } = await test.ledger.addPeer({ mspId: 'Org4MSP', msp, port: 0 });
    const connection = connectAs('Org4MSP', joining.user, endpoint);
    const contract = connection.gateway.getNetwork(CHANNEL).getContract('basic');
    expect(text(await contract.evaluateTransaction('get', 'before'))).to.equal('1');
    const own = '_implicit_org_Org4MSP';
    await contract.submit('putPrivate', {
      arguments: [own, 'k'],
      transientData: { value: Buffer.from('mine') },
      endorsingOrganizations: ['Org4MSP'],
    });
    expect(text(await contract.evaluateTransaction('getPrivate', own, 'k'))).to.equal('mine');
    connection.close();
  });

  it('lets an organisation go, whose clients are then strangers', async () => {
    const removeOrganisation = (application: common.ConfigGroup): void => {
      groupsOf(application).del('Org3MSP');
      application.setVersion(application.getVersion() + 1);
    };
    await test.contract('Org3MSP').evaluateTransaction('get', 'a');
    await submit(await update(removeOrganisation, ['Org1MSP', 'Org2MSP']));
    await sequenceReached(1);
    const failure = await failureOf(
      test
        .gateway('Org3MSP', undefined, 'Org1MSP')
        .getNetwork(CHANNEL)
        .getContract('basic')
        .evaluateTransaction('get', 'a'),
    );
    expect(detailsOf(failure)).to.include('creator org unknown');
    const gone = test.contract('Org1MSP').evaluateTransaction('getPrivateHash', '_implicit_org_Org3MSP', 'k');
    expect(detailsOf(await failureOf(gone))).to.include('not defined in the collection config');
    await test.contract('Org1MSP').submitTransaction('put', 'after', '1');
  });

  it('is the same after a restart', async () => {
    await submit(await update(setRegisters('ANY Endorsement'), ['Org1MSP', 'Org2MSP']));
    const before = await sequenceReached(1);
    await test.restart();
    const after = await readConfig(test.gateway('Org2MSP').getNetwork(CHANNEL));
    expect(Buffer.from(after.serializeBinary())).to.deep.equal(Buffer.from(before.serializeBinary()));
  });
});
