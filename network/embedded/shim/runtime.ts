// SPDX-License-Identifier: Apache-2.0
import { setTimeout as pause } from 'node:timers/promises';
import { RELAUNCH_PAUSE_MS } from '../limits.js';
import type { ChaincodeOptions, OrganisationOptions } from '../options.js';
import type { peer } from '../protos/index.js';
import { startChaincode, type ChaincodeProcess } from './chaincode-process.js';
import type { Invocation } from './transaction-context.js';

/** The chaincode of one organisation: packages start when they are first needed and are replaced when they end. */
export class ChaincodeRuntime {
  readonly #organisation: OrganisationOptions;
  readonly #packages = new Map<string, Promise<ChaincodeProcess>>();
  #nextLaunchAt = 0;
  #isStopped = false;

  constructor(organisation: OrganisationOptions) {
    this.#organisation = organisation;
  }

  /**
   * Runs a chaincode in a transaction, and whatever it calls.
   * @throws Error with Fabric's text when the chaincode is unknown, cannot start, or does not answer.
   */
  async invoke(
    invocation: Invocation,
    chaincode: string,
    input: peer.ChaincodeInput,
  ): Promise<peer.ChaincodeMessage> {
    const { channel, simulator } = invocation;
    simulator.readLifecycle(chaincode, 'definition');
    const definition = channel.definition(chaincode);
    if (!definition) {
      throw new Error(
        `invalid invocation: [channel ${channel.name}] failed to get chaincode container info for ${chaincode}: ` +
          `chaincode ${chaincode} not found`,
      );
    }
    if (input.getIsInit()) {
      throw new Error(
        `invalid invocation: chaincode '${chaincode}' does not require initialization but called as init`,
      );
    }
    const { session } = await this.#running(definition.options);
    const invoke = (other: string, its: peer.ChaincodeInput): Promise<peer.ChaincodeMessage> =>
      this.invoke(invocation, other, its);
    return session.execute({ invocation, namespace: chaincode, input, invoke });
  }

  /** Ends all workers. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    const packages = [...this.#packages.values()];
    this.#packages.clear();
    // A package that failed to start has nothing to stop.
    for (const started of await Promise.allSettled(packages)) {
      if (started.status === 'fulfilled') await started.value.stop();
    }
  }

  #running(options: ChaincodeOptions): Promise<ChaincodeProcess> {
    const { packageId } = options;
    let running = this.#packages.get(packageId);
    if (!running) {
      running = this.#start(options);
      this.#packages.set(packageId, running);
      const started = running;
      started.catch(() => {
        this.#forget(packageId, started);
      });
    }
    return running;
  }

  async #start({ packageId, dir }: ChaincodeOptions): Promise<ChaincodeProcess> {
    await pause(Math.max(0, this.#nextLaunchAt - Date.now()));
    if (this.#isStopped) throw new Error(`could not launch chaincode ${packageId}: peer is stopped`);
    const { mspId, chaincodeDir, environment } = this.#organisation;
    const started = startChaincode(
      { packageId, dir: chaincodeDir ?? dir },
      { CORE_CHAINCODE_LOGGING_LEVEL: 'error', CORE_PEER_LOCALMSPID: mspId, ...environment },
      () => {
        this.#forget(packageId);
      },
    );
    return started;
  }

  #forget(packageId: string, process?: Promise<ChaincodeProcess>): void {
    if (process !== undefined && this.#packages.get(packageId) !== process) return;
    this.#packages.delete(packageId);
    this.#nextLaunchAt = Date.now() + RELAUNCH_PAUSE_MS;
  }
}
