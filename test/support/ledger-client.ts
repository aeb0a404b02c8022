// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Client, credentials } from '@grpc/grpc-js';
import { parseLedgerError } from '@chainshare/chaincode/model';
import { common } from '@hyperledger/fabric-protos';
import {
  connect,
  GatewayError,
  hash,
  signers,
  StatusCode,
  type Contract,
  type Gateway,
  type Network,
  type ProposalOptions,
} from '@hyperledger/fabric-gateway';
import type { Credential } from '#network/crypto/authority.js';
import type { RunningLedger } from '#network/demo/ledger.js';

/** A client of one enterprise, without a gateway between it and a peer. */
export interface LedgerClient {
  readonly network: Network;
  readonly gateway: Gateway;
  close(): void;
}

/** Where a ledger is reached, and the folder with the certificates of its enterprises. */
export interface LedgerPlace {
  readonly ledger: Pick<RunningLedger, 'channel' | 'peers'>;
  readonly dataDir: string;
}

/** Whose certificate a client shows: that of the gateway, or of the organisation's administrator. */
export type LedgerRole = 'gateway' | 'admin';

/** How a client departs from that of a gateway at its own peer. */
export interface ClientOptions {
  readonly peerOf?: string;
  readonly role?: LedgerRole;
  /** A certificate of its own, in the place of the one that the enterprise has. */
  readonly identity?: Credential;
}

const IDENTITY_FILES: Readonly<Record<LedgerRole, { readonly cert: string; readonly key: string }>> = {
  gateway: { cert: 'gateway/identity/cert.pem', key: 'gateway/identity/key.pem' },
  admin: { cert: 'admin/msp/signcerts/cert.pem', key: 'admin/msp/keystore/key.pem' },
};

/** Connects with a certificate of one enterprise to the peer of another, or its own. */
export function connectLedger(
  { ledger, dataDir }: LedgerPlace,
  mspId: string,
  { peerOf = mspId, role = 'gateway', identity }: ClientOptions = {},
): LedgerClient {
  const peer = ledger.peers.get(peerOf);
  if (peer === undefined) throw new TypeError(`${peerOf} has no peer on this ledger`);
  const { certificate, key } = identity ?? identityOf(path.join(dataDir, mspId), role);
  const channel =
    peer.tlsRootCert === undefined
      ? credentials.createInsecure()
      : credentials.createSsl(readFileSync(peer.tlsRootCert));
  const client = new Client(peer.endpoints[0] ?? '', channel);
  const gateway = connect({
    client,
    identity: { mspId, credentials: Buffer.from(certificate) },
    signer: signers.newPrivateKeySigner(createPrivateKey(key)),
    hash: hash.sha256,
  });
  return {
    network: gateway.getNetwork(ledger.channel),
    gateway,
    close() {
      gateway.close();
      client.close();
    },
  };
}

function identityOf(folder: string, role: LedgerRole): Credential {
  const { cert, key } = IDENTITY_FILES[role];
  return {
    certificate: readFileSync(path.join(folder, cert), 'utf8'),
    key: readFileSync(path.join(folder, key), 'utf8'),
  };
}

/** What became of a transaction. */
export interface Outcome {
  /** `VALID`, the name of the validation code, or the code with which chaincode refused to endorse. */
  readonly code: string;
  /** Where it stands; absent when it was refused. */
  readonly block?: number;
}

/** Submits a transaction and waits for its end at the asked peer. */
export async function outcomeOf(
  contract: Contract,
  transaction: string,
  options: ProposalOptions,
): Promise<Outcome> {
  try {
    const commit = await contract.submitAsync(transaction, options);
    const { code, blockNumber } = await commit.getStatus();
    const name = Object.entries(StatusCode).find(([, known]) => known === code)?.[0];
    return { code: name ?? String(code), block: Number(blockNumber) };
  } catch (error) {
    return { code: refusalOf(error) };
  }
}

/** Number of blocks that the peer of an enterprise has, as any client may ask it. */
export async function heightOf(network: Network, peerOf: string): Promise<number> {
  const answer = await network.getContract('qscc').evaluate('GetChainInfo', {
    arguments: [network.getName()],
    endorsingOrganizations: [peerOf],
  });
  return common.BlockchainInfo.deserializeBinary(answer).getHeight();
}

/** The code with which chaincode refused a call, or `accepted`. @throws what is no refusal */
export async function refusalBy(call: Promise<unknown>): Promise<string> {
  return call.then(() => 'accepted', refusalOf);
}

/** The code with which chaincode refused. @throws what is no refusal */
function refusalOf(error: unknown): string {
  if (!(error instanceof GatewayError)) throw error;
  const messages = [error.message, ...error.details.map(({ message }) => message)];
  const code = messages.map((message) => parseLedgerError(message)?.code).find((known) => known);
  if (code === undefined) throw error;
  return code;
}
