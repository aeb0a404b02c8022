// SPDX-License-Identifier: Apache-2.0
import { Worker } from 'node:worker_threads';
import { LAUNCH_TIMEOUT_MS } from '../limits.js';
import { buffer, encode, peer } from '../protos/index.js';
import { ShimSession } from './shim-session.js';
import type { WorkerData } from './worker.js';

/** A chaincode package that runs for one organisation. */
export interface ChaincodeProcess {
  readonly session: ShimSession;
  /** Ends the worker and waits until it is gone. */
  stop(): Promise<void>;
}

/**
 * Starts a chaincode package in a worker thread with an environment of its own.
 * @param onExit called once when the worker ends by itself.
 * @throws Error when the package cannot be loaded or does not register in time.
 */
export async function startChaincode(
  data: WorkerData,
  environment: Readonly<Record<string, string>>,
  onExit: () => void,
): Promise<ChaincodeProcess> {
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    workerData: data,
    env: { ...process.env, ...environment },
    stdout: true,
    stderr: true,
  });
  // The streams must be read or they fill; what chaincode logs about a refused transaction reaches the client anyway.
  worker.stdout.resume();
  worker.stderr.resume();
  const session = new ShimSession((message) => {
    worker.postMessage(encode(message));
  });
  await registered(worker, session, data.packageId);
  worker.on('exit', () => {
    session.terminate();
    onExit();
  });
  return {
    session,
    stop: async () => {
      worker.removeAllListeners('exit');
      session.terminate();
      await worker.terminate();
    },
  };
}

function registered(worker: Worker, session: ShimSession, packageId: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => {
      clearTimeout(timer);
      void worker.terminate();
      reject(new Error(`could not launch chaincode ${packageId}: chaincode registration failed: ${reason}`));
    };
    const timer = setTimeout(() => {
      fail('timeout expired while starting chaincode');
    }, LAUNCH_TIMEOUT_MS);
    worker.on('error', (error) => {
      fail(error instanceof Error ? error.message : String(error));
    });
    worker.once('exit', (code) => {
      fail(`container exited with ${code}`);
    });
    worker.on('message', (bytes: Uint8Array) => {
      const message = peer.ChaincodeMessage.deserializeBinary(buffer(bytes));
      if (message.getType() === peer.ChaincodeMessage.Type.REGISTER) {
        clearTimeout(timer);
        worker.removeAllListeners('exit');
        resolve();
      }
      void session.receive(message);
    });
  });
}
