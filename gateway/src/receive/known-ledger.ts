// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../errors.js';
import type { PublicationLedger } from '../ledger/publication-ledger.js';
import type { Store } from '../store/store.js';

/** Under which name the vault keeps the first block's hash. */
const GENESIS = 'genesis';

/**
 * Sees to it that this vault is read against one ledger only. On another one the blocks would be numbered alike,
 * and the gateway would go on in the middle of a history that it has never read.
 *
 * @throws GatewayError LEDGER_MISMATCH; LEDGER_UNAVAILABLE while the peer does not answer
 */
export async function checkLedger(store: Store, ledger: Pick<PublicationLedger, 'genesis'>): Promise<void> {
  const genesis = await ledger.genesis();
  const known = await store.read('meta.get', { name: GENESIS });
  if (known === null) await store.write('meta.set', { name: GENESIS, value: genesis });
  else if (known !== genesis) throw new GatewayError('LEDGER_MISMATCH');
}
