// SPDX-License-Identifier: Apache-2.0
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from '../client.js';
import { connect } from '../connect.js';
import { enterpriseOf, type NetworkEnterprise, type NetworkFile, type TokenRole } from '../network-file.js';
import { readNetworkFile } from '../read-network-file.js';
import { UsageError } from './exit-codes.js';
import { FOLDERS_ABOVE_MAX } from './limits.js';
import type { Style, Terminal } from './terminal.js';
import { languageOf, type Language } from './words.js';

const DEFAULT_PLACE = path.join('.chainshare', 'network.json');

/** Options that every command has. */
export interface GlobalOptions {
  readonly as?: string;
  readonly network?: string;
  readonly gateway?: string;
  readonly token?: string;
  readonly role?: TokenRole;
  readonly json?: boolean;
  readonly lang?: Language;
}

/** What a command needs to know of its surroundings. */
export class Session {
  readonly terminal: Terminal;
  readonly style: Style;
  readonly #options: GlobalOptions;

  constructor(terminal: Terminal, options: GlobalOptions) {
    this.terminal = terminal;
    this.#options = options;
    this.style = { json: options.json ?? false, language: options.lang ?? languageOf(terminal.environment) };
  }

  /**
   * A client as the options ask for it.
   *
   * @param role - the least token of the network file that the command needs; `--role` overrules it
   * @throws UsageError saying which option is missing
   */
  async client(role: TokenRole): Promise<Client> {
    const language = this.style.language;
    const { gateway } = this.#options;
    const token = this.#options.token ?? this.terminal.environment['CHAINSHARE_TOKEN'];
    if (gateway !== undefined) {
      if (token === undefined)
        throw new UsageError('--gateway needs --token, or CHAINSHARE_TOKEN in the environment.');
      return connect({ gateway, token, language });
    }
    const network = await this.network();
    const { id } = this.#self(network);
    return connect({
      network,
      as: id,
      role: this.#options.role ?? role,
      language,
      ...(token === undefined ? {} : { token }),
    });
  }

  /**
   * The token that the command `token` prints.
   *
   * @throws UsageError
   */
  async token(): Promise<string> {
    return this.#self(await this.network()).tokens[this.#options.role ?? 'operator'];
  }

  /**
   * The network file: named by `--network`, by CHAINSHARE_NETWORK, or found in this folder or above it.
   *
   * @throws UsageError
   */
  async network(): Promise<NetworkFile> {
    const named = this.#options.network ?? this.terminal.environment['CHAINSHARE_NETWORK'];
    const file =
      named === undefined ? await findAbove(this.terminal.folder) : path.resolve(this.terminal.folder, named);
    if (file === undefined) {
      throw new UsageError(
        `No network runs here (${DEFAULT_PLACE} is missing). Start one: npm start. Or name one: --network, or --gateway and --token.`,
      );
    }
    try {
      return await readNetworkFile(file);
    } catch (cause) {
      if (cause instanceof TypeError) throw new UsageError(cause.message, { cause });
      throw cause;
    }
  }

  #self(network: NetworkFile): NetworkEnterprise {
    const id = this.#options.as ?? this.terminal.environment['CHAINSHARE_AS'];
    const known = network.enterprises.map((enterprise) => enterprise.id).join(', ');
    if (id === undefined)
      throw new UsageError(`Say whose gateway to use: --as <enterprise>, one of: ${known}`);
    try {
      return enterpriseOf(network, id);
    } catch (cause) {
      if (cause instanceof TypeError) throw new UsageError(`--as: ${cause.message}`, { cause });
      throw cause;
    }
  }
}

async function findAbove(folder: string): Promise<string | undefined> {
  let current = folder;
  for (let above = 0; above < FOLDERS_ABOVE_MAX; above++) {
    const file = path.join(current, DEFAULT_PLACE);
    if (await exists(file)) return file;
    const parent = path.dirname(current);
    if (parent === current) return undefined;
    current = parent;
  }
  return undefined;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
