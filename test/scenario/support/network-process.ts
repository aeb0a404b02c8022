// SPDX-License-Identifier: Apache-2.0
// A network in a process of its own, so that all it writes to its output can be kept and searched. Takes its options
// as JSON, tells by a message where it runs, and ends with the process that started it.
import type { PeerAddress } from '#network/demo/ledger.js';
import { RunningNetwork } from './running-network.js';

/** What is asked of the process. */
export interface ProcessOptions {
  readonly enterprises: readonly string[];
  /** Folders of altered chaincode by MSP ID. */
  readonly alteredChaincode: Readonly<Record<string, string>>;
}

/** What the process tells when the network runs. */
export interface NetworkPlace {
  readonly dataDir: string;
  readonly networkFile: string;
  readonly channel: string;
  readonly peers: readonly (readonly [mspId: string, peer: PeerAddress])[];
}

const options = JSON.parse(process.argv[2] ?? '') as ProcessOptions;
const running = await RunningNetwork.startWith({
  enterprises: options.enterprises,
  alteredChaincode: new Map(Object.entries(options.alteredChaincode)),
  compression: false,
  logLevel: 'trace',
});
const { networkFile, ledger } = running.network;
const place: NetworkPlace = {
  dataDir: running.dataDir,
  networkFile,
  channel: ledger.channel,
  peers: [...ledger.peers],
};
process.send?.(place);
process.once('disconnect', () => void running.stop());
