// SPDX-License-Identifier: Apache-2.0
import { Processes } from './processes.js';

/** Ends every process that an earlier run recorded in this working folder and that still runs. */
export async function takeDown(workDir: string): Promise<void> {
  await new Processes(workDir).stopAll();
}
