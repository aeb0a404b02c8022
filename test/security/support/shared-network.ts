// SPDX-License-Identifier: Apache-2.0
import { AttackedNetwork } from './attacked-network.js';

let started: Promise<AttackedNetwork> | undefined;

/**
 * The network that all files of this folder attack, as starting one takes longer than most attacks. Each test names
 * its products so that no other does.
 */
export function attackedNetwork(): Promise<AttackedNetwork> {
  return (started ??= AttackedNetwork.start());
}

// Loaded outside of any describe, this runs after the last test of all files.
after(async () => {
  await (await started)?.stop();
});
