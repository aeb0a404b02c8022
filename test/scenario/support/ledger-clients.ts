// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, GatewayError, signers, type Gateway } from '@hyperledger/fabric-gateway';
import { parseLedgerError } from '@chainshare/chaincode/model';
import type * as EmbeddedLedgers from '../../../network/demo/embedded-ledger.js';
import type * as Enterprises from '../../../network/demo/enterprises.js';
import { root } from '../../unit/project/sources.js';

/** A client of one enterprise at its own peer. */
export interface LedgerClient {
  readonly gateway: Gateway;
  close(): void;
}

/** The embedded ledger and the demonstration's enterprises, from what was built of `network/`. */
export async function embeddedLedgers(): Promise<typeof EmbeddedLedgers & typeof Enterprises> {
  const built = (name: string): string => pathToFileURL(path.join(root, 'network/out/demo', name)).href;
  const ledgers = (await import(built('embedded-ledger.js'))) as typeof EmbeddedLedgers;
  const enterprises = (await import(built('enterprises.js'))) as typeof Enterprises;
  return { ...ledgers, ...enterprises };
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

/** The code with which a rule of the ledger refused a call, or `accepted`. */
export async function refusalBy(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'accepted';
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const messages = [error.message, ...error.details.map(({ message }) => message)];
    return messages.map((message) => parseLedgerError(message)?.code).find((code) => code) ?? error.message;
  }
}
