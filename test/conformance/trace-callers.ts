// SPDX-License-Identifier: Apache-2.0
import type { Contract, Gateway } from '@hyperledger/fabric-gateway';
import { issueCertificate, newAuthority, type Credential } from '#network/crypto/authority.js';
import type { Recorder } from './recorder.js';
import { CHANNEL, type TestOrganisation } from './test-ledger.js';

/** Connects to the peer of the first organisation. */
export type ConnectAs = (mspId: string, identity: Credential) => Gateway;

const QSCC_QUERIES: readonly (readonly [string, ...string[]])[] = [
  ['GetBlockByNumber', CHANNEL, '999999'],
  ['GetTransactionByID', CHANNEL, 'nosuch'],
  ['GetBlockByTxID', CHANNEL, 'nosuch'],
  ['GetChainInfo', 'nochannel'],
  ['Nope', CHANNEL, 'x'],
  ['GetChainInfo'],
];

/** Callers whom Fabric refuses, and one whom it takes. */
export async function identities(
  recorder: Recorder,
  { mspId, authority, peer, user, admin }: TestOrganisation,
  connect: ConnectAs,
): Promise<void> {
  const forger = await newAuthority(mspId, `ca.${mspId}`);
  const rogue = await issueCertificate(forger, { use: 'sign', commonName: 'Rogue', role: 'client' });
  const withoutUnit = await issueCertificate(authority, {
    use: 'tls',
    commonName: 'NoOu',
    hosts: ['localhost'],
  });
  const expired = await issueCertificate(authority, {
    use: 'sign',
    commonName: 'Expired',
    role: 'client',
    notAfter: new Date(Date.now() - 60_000),
  });
  const callers: [name: string, mspId: string, identity: Credential][] = [
    ['rogue', mspId, rogue],
    ['noou', mspId, withoutUnit],
    ['expired', mspId, expired],
    ['peer', mspId, peer],
    ['admin', mspId, admin],
    ['user', 'NopeMSP', user],
    ['user', 'Org2MSP', user],
  ];
  for (const [name, claimed, identity] of callers) {
    const contract = connect(claimed, identity).getNetwork(CHANNEL).getContract('basic');
    for (const call of ['evaluateTransaction', 'submitTransaction'] as const) {
      await recorder.attempt(`id ${name} ${call}`, () => contract[call]('put', 'idk', '1'));
    }
  }
}

/** Questions to the system chaincode that it refuses, and a channel that does not exist. */
export async function unknownThings(recorder: Recorder, gateway: Gateway): Promise<void> {
  const qscc = gateway.getNetwork(CHANNEL).getContract('qscc');
  for (const query of QSCC_QUERIES) {
    const [fn, ...args] = query;
    await recorder.attempt(`qscc ${query.join(',')}`, () => qscc.evaluateTransaction(fn, ...args));
  }
  const nowhere: Contract = gateway.getNetwork('nochannel').getContract('basic');
  await recorder.attempt('nochannel eval', () => nowhere.evaluateTransaction('get', 'a'));
  await recorder.attempt('nochannel submit', () => nowhere.submitTransaction('get', 'a'));
}
