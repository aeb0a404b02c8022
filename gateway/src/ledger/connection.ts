// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, credentials, type CallOptions } from '@grpc/grpc-js';
import { connect, hash, type Gateway, type Network, type Signer } from '@hyperledger/fabric-gateway';
import {
  LEDGER_COMMIT_STATUS_MS,
  LEDGER_ENDORSE_MS,
  LEDGER_EVALUATE_MS,
  LEDGER_KEEPALIVE_MS,
  LEDGER_KEEPALIVE_TIMEOUT_MS,
  LEDGER_MESSAGE_BYTES_MAX,
  LEDGER_SUBMIT_MS,
} from '../limits.js';
import { newLowSSigner } from './low-s-signer.js';

/** Where the enterprise's own peer is, and as whom the gateway speaks to it. */
export interface LedgerConfig {
  /** `host:port` of the own peer. */
  readonly endpoint: string;
  /** PEM file of the CA of the peer's TLS certificate; absent = no TLS, for a peer on the same machine. */
  readonly tlsRootCert?: string;
  readonly channel: string;
  /** Folder with `cert.pem` and `key.pem` of the gateway's client identity. */
  readonly identityDir: string;
}

/** An open connection to the own peer. */
export interface LedgerConnection {
  readonly network: Network;
  readonly gateway: Gateway;
  /** Signs whole messages under the identity. */
  readonly sign: Signer;
  close(): void;
}

/**
 * Connects one enterprise to its own peer. Nothing is sent yet: a peer that is down shows with the first call.
 *
 * @throws Error when a file of the identity or of the trust root cannot be read
 */
export async function connectLedger(config: LedgerConfig, mspId: string): Promise<LedgerConnection> {
  const [certificate, key, rootCert] = await Promise.all([
    readFile(join(config.identityDir, 'cert.pem')),
    readFile(join(config.identityDir, 'key.pem')),
    config.tlsRootCert === undefined ? undefined : readFile(config.tlsRootCert),
  ]);
  const channel = rootCert === undefined ? credentials.createInsecure() : credentials.createSsl(rootCert);
  const client = new Client(config.endpoint, channel, {
    'grpc.max_receive_message_length': LEDGER_MESSAGE_BYTES_MAX,
    'grpc.max_send_message_length': LEDGER_MESSAGE_BYTES_MAX,
    'grpc.keepalive_time_ms': LEDGER_KEEPALIVE_MS,
    'grpc.keepalive_timeout_ms': LEDGER_KEEPALIVE_TIMEOUT_MS,
  });
  const sign = newLowSSigner(key);
  const gateway = connect({
    client,
    identity: { mspId, credentials: certificate },
    signer: sign,
    hash: hash.none,
    evaluateOptions: within(LEDGER_EVALUATE_MS),
    endorseOptions: within(LEDGER_ENDORSE_MS),
    submitOptions: within(LEDGER_SUBMIT_MS),
    commitStatusOptions: within(LEDGER_COMMIT_STATUS_MS),
  });
  return {
    network: gateway.getNetwork(config.channel),
    gateway,
    sign,
    close: () => {
      gateway.close();
      client.close();
    },
  };
}

function within(ms: number): () => CallOptions {
  return () => ({ deadline: Date.now() + ms });
}
