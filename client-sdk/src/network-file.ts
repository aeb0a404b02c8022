// SPDX-License-Identifier: Apache-2.0

/** What a token of a network file allows: everything, publish and read, or read. */
export type TokenRole = 'admin' | 'operator' | 'viewer';

/** One enterprise that runs in a network. */
export interface NetworkEnterprise {
  /** MSP ID. */
  readonly id: string;
  readonly names: { readonly zh: string; readonly en: string };
  readonly roles: readonly string[];
  /** Base URL of its gateway. */
  readonly gateway: string;
  readonly publicUrl?: string;
  readonly tokens: Readonly<Record<TokenRole, string>>;
}

/** The file that a started network leaves for clients: `.chainshare/network.json`. */
export interface NetworkFile {
  readonly ledger: 'embedded' | 'fabric';
  readonly channel: string;
  /** Path of the trust file for verification, from the folder of this file unless absolute. */
  readonly trust: string;
  readonly enterprises: readonly NetworkEnterprise[];
}

/**
 * The enterprise of that id.
 *
 * @throws TypeError naming those that there are
 */
export function enterpriseOf(network: NetworkFile, id: string): NetworkEnterprise {
  const found = network.enterprises.find((enterprise) => enterprise.id === id);
  if (found === undefined) {
    const known = network.enterprises.map((enterprise) => enterprise.id).join(', ');
    throw new TypeError(`There is no enterprise "${id}" in this network; there are: ${known}`);
  }
  return found;
}
