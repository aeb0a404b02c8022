// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { runCommand, type CommandResult } from './command.js';
import type { FabricBinaries } from './binaries.js';
import { COMMAND_TIMEOUT_MS } from './limits.js';
import type { OrganisationPlan, PeerPlan } from './plan.js';

/** Runs Fabric's `peer` command as an organisation's administrator against one of its peers. */
export class PeerCommand {
  readonly #binaries: FabricBinaries;

  constructor(binaries: FabricBinaries) {
    this.#binaries = binaries;
  }

  /** Runs `peer <args>`; see {@link runCommand} for errors. */
  run(organisation: OrganisationPlan, peer: PeerPlan, args: readonly string[]): Promise<CommandResult> {
    return runCommand(path.join(this.#binaries.directory, 'peer'), args, {
      env: {
        FABRIC_CFG_PATH: this.#binaries.config,
        FABRIC_LOGGING_SPEC: 'error',
        CORE_PEER_LOCALMSPID: organisation.id,
        CORE_PEER_MSPCONFIGPATH: path.join(organisation.folder, 'admin', 'msp'),
        CORE_PEER_ADDRESS: `${peer.host}:${peer.port}`,
        CORE_PEER_TLS_ENABLED: 'true',
        CORE_PEER_TLS_ROOTCERT_FILE: path.join(peer.folder, 'tls', 'ca.crt'),
      },
      timeoutMs: COMMAND_TIMEOUT_MS,
    });
  }
}
