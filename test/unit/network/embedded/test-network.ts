// SPDX-License-Identifier: Apache-2.0
import type { Contract, Gateway } from '@hyperledger/fabric-gateway';
import type { Credential } from '#network/crypto/authority.js';
import type { EmbeddedLedger } from '#network/embedded/index.js';
import {
  CHANNEL,
  connectAs,
  newMaterial,
  startTestLedger,
  type Changes,
  type Connection,
  type Material,
  type TestOrganisation,
} from '../../../conformance/test-ledger.js';

/** A ledger for one test file, with the connections that were opened to it. */
export class TestNetwork {
  readonly material: Material;
  readonly #changes: Changes;
  readonly #connections: Connection[] = [];
  #ledger: EmbeddedLedger | undefined;

  private constructor(material: Material, changes: Changes) {
    this.material = material;
    this.#changes = changes;
  }

  /** Makes keys and starts a ledger of the organisations. */
  static async start(mspIds: readonly string[], changes: Changes = {}): Promise<TestNetwork> {
    const network = new TestNetwork(await newMaterial(mspIds), changes);
    await network.restart();
    return network;
  }

  get ledger(): EmbeddedLedger {
    if (!this.#ledger) throw new Error('the ledger is stopped');
    return this.#ledger;
  }

  organisation(mspId: string): TestOrganisation {
    const found = this.material.organisations.find((one) => one.mspId === mspId);
    if (!found) throw new Error(`no organisation ${mspId}`);
    return found;
  }

  /** A gateway at the peer of `at`, as a user of `mspId`. */
  gateway(mspId: string, identity?: Credential, at = mspId): Gateway {
    const endpoint = this.ledger.peers.get(at)?.endpoint ?? '';
    const connection = connectAs(mspId, identity ?? this.organisation(mspId).user, endpoint);
    this.#connections.push(connection);
    return connection.gateway;
  }

  /** The test chaincode at the own peer of an organisation. */
  contract(mspId: string, chaincode = 'basic'): Contract {
    return this.gateway(mspId).getNetwork(CHANNEL).getContract(chaincode);
  }

  /** Stops the ledger and starts it from its files. */
  async restart(): Promise<void> {
    await this.#ledger?.stop();
    this.#ledger = await startTestLedger(this.material, this.#changes);
  }

  /** Stops everything and deletes the files. */
  async remove(): Promise<void> {
    for (const connection of this.#connections) connection.close();
    await this.#ledger?.stop();
    await this.material.remove();
  }
}

/** The details that peers gave to a failed call, as one text. */
export function detailsOf(error: unknown): string {
  const { details, message } = error as { details?: { message: string }[]; message: string };
  return [message, ...(details ?? []).map((detail) => detail.message)].join('\n');
}

/** The failure of a call that must fail. */
export async function failureOf(call: Promise<unknown>): Promise<Error & { code?: number }> {
  try {
    await call;
  } catch (error) {
    return error as Error & { code?: number };
  }
  throw new Error('the call succeeded');
}
