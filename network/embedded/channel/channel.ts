// SPDX-License-Identifier: Apache-2.0
import type { ChannelConfig } from '../config/channel-config.js';
import type { ChaincodeOptions } from '../options.js';
import type { Policy } from '../policy/policy.js';
import { REJECT_ALL } from '../policy/policy.js';
import type { CollectionRegister } from '../simulation/simulator.js';
import {
  explicitCollection,
  implicitCollection,
  implicitOrganisation,
  namedPolicy,
  type Collection,
} from './collection.js';

/** A chaincode as it stands under one channel configuration. */
export interface Definition {
  readonly options: ChaincodeOptions;
  readonly endorsement: Policy;
  readonly collections: ReadonlyMap<string, Collection>;
}

/** The channel: its current configuration and the chaincodes defined on it. */
export class Channel implements CollectionRegister {
  readonly name: string;
  readonly #chaincodes: readonly ChaincodeOptions[];
  #config: ChannelConfig;
  #definitions: ReadonlyMap<string, Definition>;

  /** @throws Error when a policy text of a chaincode cannot be read. */
  constructor(name: string, config: ChannelConfig, chaincodes: readonly ChaincodeOptions[]) {
    this.name = name;
    this.#chaincodes = chaincodes;
    this.#config = config;
    this.#definitions = define(chaincodes, config);
  }

  get config(): ChannelConfig {
    return this.#config;
  }

  /** Replaces the configuration; policies and implicit collections follow it at once. */
  reconfigure(config: ChannelConfig): void {
    this.#definitions = define(this.#chaincodes, config);
    this.#config = config;
  }

  /** The definition of a chaincode, or undefined. */
  definition(chaincode: string): Definition | undefined {
    return this.#definitions.get(chaincode);
  }

  /** All chaincode names. */
  get chaincodes(): readonly string[] {
    return [...this.#definitions.keys()];
  }

  /**
   * A collection by name. As in Fabric the name of any implicit collection resolves, its organisation is looked for
   * later.
   */
  collection(chaincode: string, collection: string): Collection | undefined {
    const definition = this.#definitions.get(chaincode);
    const found = definition?.collections.get(collection);
    if (found || !definition) return found;
    const mspId = implicitOrganisation(collection);
    return mspId === undefined ? undefined : implicitCollection(mspId, this.#config);
  }

  hasCollection(chaincode: string, collection: string): boolean {
    return this.#definitions.get(chaincode)?.collections.has(collection) ?? false;
  }

  lifecycleKeys(namespace: string, question: 'definition' | 'collections'): readonly string[] {
    const field = (name: string): string => `namespaces/fields/${namespace}/${name}`;
    if (question === 'definition') return [field('Sequence')];
    return [
      `namespaces/metadata/${namespace}`,
      ...['Sequence', 'EndorsementInfo', 'ValidationInfo', 'Collections'].map(field),
    ];
  }
}

function define(
  chaincodes: readonly ChaincodeOptions[],
  config: ChannelConfig,
): ReadonlyMap<string, Definition> {
  const implicit = config.organisations.map((mspId) => implicitCollection(mspId, config));
  return new Map(
    chaincodes.map((options) => {
      const explicit = (options.collections ?? []).map((one) => explicitCollection(one, config));
      const collections = new Map([...explicit, ...implicit].map((one) => [one.name, one]));
      const endorsement = namedPolicy(options.policy, config) ?? REJECT_ALL;
      return [options.name, { options, endorsement, collections }];
    }),
  );
}
