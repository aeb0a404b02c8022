// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, credentials, type CallOptions, type ChannelCredentials } from '@grpc/grpc-js';
import { connect, hash, type Gateway, type Network, type Signer } from '@hyperledger/fabric-gateway';
import {
  LEDGER_COMMIT_STATUS_MS,
  LEDGER_ENDORSE_MS,
  LEDGER_EVALUATE_MS,
  LEDGER_KEEPALIVE_MS,
  LEDGER_KEEPALIVE_TIMEOUT_MS,
  LEDGER_MESSAGE_BYTES_MAX,
  LEDGER_RECONNECT,
  LEDGER_SUBMIT_MS,
} from '../limits.js';
import { newLowSSigner } from './low-s-signer.js';

/** Where the enterprise's own peer is, and as whom the gateway speaks to it. */
export interface LedgerConfig {
  /** `host:port` of each peer of the own organisation, the preferred one first. */
  readonly endpoints: readonly string[];
  /** PEM file of the CA of the peers' TLS certificates; absent = no TLS, for a peer on the same machine. */
  readonly tlsRootCert?: string;
  readonly channel: string;
  /** Folder with `cert.pem` and `key.pem` of the gateway's client identity. */
  readonly identityDir: string;
}

/** An open connection to one of the own peers. */
export interface LedgerConnection {
  readonly endpoint: string;
  readonly network: Network;
  readonly gateway: Gateway;
  /** Signs whole messages under the identity. */
  readonly sign: Signer;
  close(): void;
}

/** As whom a gateway speaks, and whom it believes. */
interface Credentials {
  readonly mspId: string;
  readonly certificate: Uint8Array;
  readonly sign: Signer;
  readonly channel: ChannelCredentials;
}

/**
 * Connects one enterprise to each of its own peers. Nothing is sent yet: a peer that is down shows with the first call.
 *
 * @throws Error when a file of the identity or of the trust root cannot be read
 */
export async function connectLedger(
  config: LedgerConfig,
  mspId: string,
): Promise<readonly LedgerConnection[]> {
  const [certificate, key, rootCert] = await Promise.all([
    readFile(join(config.identityDir, 'cert.pem')),
    readFile(join(config.identityDir, 'key.pem')),
    config.tlsRootCert === undefined ? undefined : readFile(config.tlsRootCert),
  ]);
  const channel = rootCert === undefined ? credentials.createInsecure() : credentials.createSsl(rootCert);
  const as = { mspId, certificate, sign: newLowSSigner(key), channel };
  return config.endpoints.map((endpoint) => connectPeer(endpoint, config.channel, as));
}

function connectPeer(
  endpoint: string,
  name: string,
  { mspId, certificate, sign, channel }: Credentials,
): LedgerConnection {
  const client = new Client(endpoint, channel, {
    'grpc.max_receive_message_length': LEDGER_MESSAGE_BYTES_MAX,
    'grpc.max_send_message_length': LEDGER_MESSAGE_BYTES_MAX,
    'grpc.initial_reconnect_backoff_ms': LEDGER_RECONNECT.firstMs,
    'grpc.max_reconnect_backoff_ms': LEDGER_RECONNECT.maxMs,
    'grpc.keepalive_time_ms': LEDGER_KEEPALIVE_MS,
    'grpc.keepalive_timeout_ms': LEDGER_KEEPALIVE_TIMEOUT_MS,
  });
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
    endpoint,
    network: gateway.getNetwork(name),
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
