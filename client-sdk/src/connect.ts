// SPDX-License-Identifier: Apache-2.0
import { Client } from './client.js';
import { DEFAULT_RETRY, type RetryPolicy } from './http/retry.js';
import { Transport } from './http/transport.js';
import { enterpriseOf, type NetworkFile, type TokenRole } from './network-file.js';
import type { Trust, TrustFile } from './verify/index.js';

/** What every way of connecting may set. */
export interface CommonOptions {
  /** Another fetch, e.g. with a proxy or an own certificate authority. */
  readonly fetch?: typeof globalThis.fetch;
  readonly retry?: Partial<RetryPolicy>;
  /** Language of error texts: `en` (the default) or `zh`. */
  readonly language?: string;
}

/** Connect to one enterprise of a started network. */
export interface NetworkOptions extends CommonOptions {
  /** Path of its network file, or the contents. */
  readonly network: string | NetworkFile;
  /** MSP ID of the own enterprise. */
  readonly as: string;
  /** Which of the file's tokens to use; `operator` unless said otherwise. */
  readonly role?: TokenRole;
  /** Another token than those of the file. */
  readonly token?: string;
}

/** Connect to a gateway by its address. */
export interface GatewayOptions extends CommonOptions {
  /** Base URL, without `/v1`. */
  readonly gateway: string;
  /** A bearer token of that enterprise, or what fetches one: it is asked before every try. */
  readonly token: string | (() => string | Promise<string>);
  /** Whom to trust when verifying proofs; needed for {@link Client.verify} only. */
  readonly trust?: string | TrustFile | Trust;
}

/**
 * A client of one enterprise's gateway. Nothing is sent yet.
 *
 * @throws TypeError when the network file cannot be used or does not have the enterprise
 */
export async function connect(options: NetworkOptions | GatewayOptions): Promise<Client> {
  if ('gateway' in options) return newClient(options, options);
  const network = typeof options.network === 'string' ? await readFile(options.network) : options.network;
  const enterprise = enterpriseOf(network, options.as);
  const token = options.token ?? enterprise.tokens[options.role ?? 'operator'];
  return newClient({ gateway: enterprise.gateway, token, trust: () => readTrust(network.trust) }, options);
}

type Destination = Pick<GatewayOptions, 'gateway' | 'token'> & {
  readonly trust?: string | TrustFile | Trust | (() => Promise<string>);
};

function newClient({ gateway, token, trust }: Destination, options: CommonOptions): Client {
  const transport = new Transport({
    gateway,
    token,
    // Bound to the global object: browsers refuse fetch as a method of something else.
    fetch: options.fetch ?? globalThis.fetch.bind(globalThis),
    retry: { ...DEFAULT_RETRY, ...options.retry },
    language: options.language ?? 'en',
  });
  return new Client(transport, trust);
}

/** Files exist outside browsers only, so what reads them is loaded when it is needed. */
async function readFile(path: string): Promise<NetworkFile> {
  const { readNetworkFile } = await import('./read-network-file.js');
  return readNetworkFile(path);
}

async function readTrust(path: string): Promise<string> {
  const { readFile: read } = await import('node:fs/promises');
  return read(path, 'utf8');
}
