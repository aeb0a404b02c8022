// SPDX-License-Identifier: Apache-2.0
import { rm } from 'node:fs/promises';
import { CHAINCODE_FOLDER, chaincodeVersion } from '#network/demo/chaincode.js';
import { planNetwork } from '#network/fabric/plan.js';
import { takePortRange, type PortRange } from '#network/fabric/ports.js';
import { parseTopology, type Topology } from '#network/fabric/topology.js';
import { bringUp, type FabricNetwork } from '#network/fabric/up.js';
import { firstMembers, foundingList } from '#network/node/members.js';
import { newTestFolder } from '../../support/abandoned.js';

/** A Fabric network from the text of a topology file, without gateways, in a temporary folder. */
export class TopologyNetwork {
  readonly dataDir: string;
  readonly #topology: Topology;
  readonly #ports: PortRange;
  #network: FabricNetwork | undefined;

  private constructor(dataDir: string, topology: Topology, ports: PortRange) {
    this.dataDir = dataDir;
    this.#topology = topology;
    this.#ports = ports;
  }

  static async start(text: string): Promise<TopologyNetwork> {
    const dataDir = await newTestFolder();
    const network = new TopologyNetwork(dataDir, parseTopology(text, 'topology'), await takePortRange());
    try {
      await network.up();
      return network;
    } catch (error) {
      await network.remove();
      throw error;
    }
  }

  /** Brings it up, or finds it up. */
  async up(): Promise<void> {
    this.#network = await bringUp(planNetwork(this.#topology, this.dataDir, this.#ports.first), {
      chaincodeVersion: chaincodeVersion(),
      chaincodeFolderOf: () => CHAINCODE_FOLDER,
      foundingMembers: foundingList(firstMembers(this.#topology)),
      binaryFolder: process.env['FABRIC_BIN'],
      cache: process.env['CHAINSHARE_CACHE'],
    });
  }

  get fabric(): FabricNetwork {
    if (this.#network === undefined) throw new Error('the network is not running');
    return this.#network;
  }

  async remove(): Promise<void> {
    await this.#network?.down();
    await this.#ports.release();
    await rm(this.dataDir, { recursive: true });
  }
}
