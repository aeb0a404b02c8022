// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, signers, type Gateway } from '@hyperledger/fabric-gateway';
import { issueCertificate, newAuthority, type Credential } from '#network/crypto/authority.js';
import {
  startEmbeddedLedger,
  type EmbeddedLedger,
  type EmbeddedLedgerOptions,
} from '#network/embedded/index.js';

/** The channel of the test ledgers. */
export const CHANNEL = 'mychannel';

/** Folder of the chaincode with which the trace of Fabric was recorded. */
export const CHAINCODE_DIR = fileURLToPath(new URL('../../conformance/chaincode', import.meta.url));

/** An organisation with its authority, peer and users. */
export interface TestOrganisation {
  readonly mspId: string;
  readonly authority: Credential;
  readonly peer: Credential;
  readonly user: Credential;
  readonly admin: Credential;
}

/** Makes the keys of an organisation. */
export async function newOrganisation(mspId: string): Promise<TestOrganisation> {
  const authority = await newAuthority(mspId, `ca.${mspId}`);
  const [peer, user, admin] = await Promise.all(
    (['peer', 'client', 'admin'] as const).map((role) =>
      issueCertificate(authority, { use: 'sign', commonName: `${role}.${mspId}`, role }),
    ),
  );
  if (!peer || !user || !admin) throw new Error('unreachable');
  return { mspId, authority, peer, user, admin };
}

/** What a test may change about its ledger. */
export type Changes = Partial<Omit<EmbeddedLedgerOptions, 'organisations'>> & {
  readonly organisation?: (mspId: string) => Partial<EmbeddedLedgerOptions['organisations'][number]>;
};

/** The material of a test ledger, from which it can be started more than once. */
export interface Material {
  readonly dataDir: string;
  readonly organisations: readonly TestOrganisation[];
  readonly orderer: Credential & { readonly cacert: string };
  /** Deletes the files. */
  remove(): Promise<void>;
}

/** Makes keys and a temporary folder. */
export async function newMaterial(mspIds: readonly string[]): Promise<Material> {
  const dataDir = await mkdtemp(join(tmpdir(), 'embedded-ledger-'));
  const organisations = await Promise.all(mspIds.map(newOrganisation));
  const authority = await newAuthority('OrdererMSP', 'ca.OrdererMSP');
  const node = await issueCertificate(authority, { use: 'sign', commonName: 'orderer0', role: 'orderer' });
  return {
    dataDir,
    organisations,
    orderer: { ...node, cacert: authority.certificate },
    remove: () => rm(dataDir, { recursive: true, force: true }),
  };
}

/** The options of a ledger with the conformance chaincode under the names `basic` and `other`. */
export function optionsOf(material: Material, changes: Changes = {}): EmbeddedLedgerOptions {
  const { organisation, ...rest } = changes;
  const { orderer } = material;
  return {
    channel: CHANNEL,
    dataDir: material.dataDir,
    organisations: material.organisations.map(({ mspId, authority, peer }) => ({
      mspId,
      msp: { cacert: authority.certificate, peerCert: peer.certificate, peerKey: peer.key },
      port: 0,
      ...organisation?.(mspId),
    })),
    orderer: { mspId: 'OrdererMSP', cert: orderer.certificate, key: orderer.key, cacert: orderer.cacert },
    chaincodes: [
      {
        name: 'basic',
        version: '1.0',
        dir: CHAINCODE_DIR,
        packageId: 'basic:1',
        policy: '/Channel/Application/Endorsement',
      },
    ],
    block: { timeoutMs: 20, maxMessages: 100 },
    ...rest,
  };
}

/** Starts a ledger from material. */
export function startTestLedger(material: Material, changes: Changes = {}): Promise<EmbeddedLedger> {
  return startEmbeddedLedger(optionsOf(material, changes));
}

/** A gateway connection that must be closed. */
export interface Connection {
  readonly gateway: Gateway;
  close(): void;
}

/** Connects the unmodified client as one identity. */
export function connectAs(mspId: string, identity: Credential, endpoint: string): Connection {
  const client = new Client(endpoint, credentials.createInsecure());
  const deadline = (): { deadline: number } => ({ deadline: Date.now() + 30_000 });
  const gateway = connect({
    client,
    identity: { mspId, credentials: Buffer.from(identity.certificate) },
    signer: signers.newPrivateKeySigner(createPrivateKey(identity.key)),
    evaluateOptions: deadline,
    endorseOptions: deadline,
    submitOptions: deadline,
    commitStatusOptions: deadline,
  });
  return {
    gateway,
    close: () => {
      gateway.close();
      client.close();
    },
  };
}

/** Text of an answer. */
export function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}
