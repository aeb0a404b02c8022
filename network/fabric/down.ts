// SPDX-License-Identifier: Apache-2.0
import { Processes } from './processes.js';

/** Ends every process that an earlier run recorded in this working folder and that still runs. */
export async function takeDown(workDir: string): Promise<void> {
  const processes = new Processes(workDir);
  await processes.load();
  await processes.stopAll();
}
