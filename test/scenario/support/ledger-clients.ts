// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, signers, type Gateway } from '@hyperledger/fabric-gateway';
import { refusalOf } from '../../support/ledger-client.js';

/** A client of one enterprise at its own peer. */
export interface LedgerClient {
  readonly gateway: Gateway;
  close(): void;
}

/** Connects with the certificate and key in two files. */
export function connectClient(
  endpoint: string,
  mspId: string,
  { certificate, key }: { readonly certificate: string; readonly key: string },
): LedgerClient {
  const client = new Client(endpoint, credentials.createInsecure());
  const gateway = connect({
    client,
    identity: { mspId, credentials: readFileSync(certificate) },
    signer: signers.newPrivateKeySigner(createPrivateKey(readFileSync(key))),
  });
  return {
    gateway,
    close() {
      gateway.close();
      client.close();
    },
  };
}

/** The code with which a rule of the ledger refused a call, or `accepted`. @throws what is no refusal */
export async function refusalBy(call: Promise<unknown>): Promise<string> {
  return call.then(() => 'accepted', refusalOf);
}
