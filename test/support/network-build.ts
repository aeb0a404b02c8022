// SPDX-License-Identifier: Apache-2.0
// Tests run the network folder as it was built. Its sources give the types; the build sits beside them in `out`.
import type * as Authority from '../../network/crypto/authority.js';
import type * as Embedded from '../../network/embedded/index.js';

/** Loads a module of the network folder's build, by its path there. */
export async function loadNetwork<Module>(path: string): Promise<Module> {
  return (await import(new URL(`../../../network/out/${path}`, import.meta.url).href)) as Module;
}

/** `network/embedded`. */
export const { startEmbeddedLedger } = await loadNetwork<typeof Embedded>('embedded/index.js');

/** `network/crypto/authority`. */
export const { issueCertificate, newAuthority } = await loadNetwork<typeof Authority>('crypto/authority.js');
