// SPDX-License-Identifier: Apache-2.0
import type { Logger } from 'pino';
import { GatewayError } from './errors.js';
import { ensureKeyPublished, type KeyPublicationContext } from './keys/key-publication.js';
import type { PublicationLedger } from './ledger/publication-ledger.js';
import { FOLLOW_BACK_OFF } from './limits.js';
import { backOffMs, pause } from './back-off.js';
import type { Progress } from './receive/progress.js';
import type { Store } from './store/store.js';

/** What joining the network needs. */
export interface JoiningContext extends KeyPublicationContext {
  readonly store: Store;
  readonly ledger: Pick<PublicationLedger, 'height'>;
  readonly progress: Progress;
  readonly foundingMembers?: readonly string[];
  readonly log: Logger;
}

/**
 * Brings a gateway from its start to where it can publish: the ledger is read to its end, the register has the
 * members that were agreed, and the own key stands on the ledger. While the ledger is away it waits.
 *
 * @throws GatewayError FOUNDING_MISMATCH
 */
export async function join(context: JoiningContext, signal: AbortSignal): Promise<void> {
  for (let failures = 1; !signal.aborted; failures++) {
    try {
      const height = await context.ledger.height();
      // A peer that was restored may have fewer blocks than were read from it; it catches up.
      if (height <= context.progress.block) throw new GatewayError('LEDGER_UNAVAILABLE');
      if (!(await context.progress.reached(height - 1, signal))) return;
      await checkFounding(context);
      const outcome = await ensureKeyPublished(context);
      context.log.info({ outcome, height }, 'the gateway has joined the network');
      return;
    } catch (error) {
      if (!isPassing(error)) throw error;
      context.log.warn({ code: error.code, failures }, 'joining the network has to wait');
      await pause(backOffMs(failures, FOLLOW_BACK_OFF), signal);
    }
  }
}

/** Who starts with another idea of the network's members than its register has stands before another network. */
async function checkFounding({ foundingMembers, store }: JoiningContext): Promise<void> {
  if (foundingMembers === undefined) return;
  const { members } = await store.read('directory', null);
  const known = new Set(members.map(({ id }) => id));
  const missing = foundingMembers.filter((id) => !known.has(id));
  if (known.size === 0) throw new GatewayError('LEDGER_UNAVAILABLE'); // the members are not founded yet
  if (missing.length > 0) {
    throw new GatewayError('FOUNDING_MISMATCH', { facts: { missing: missing.join(', ') } });
  }
}

function isPassing(error: unknown): error is GatewayError {
  const codes = ['LEDGER_UNAVAILABLE', 'LEDGER_REFUSED', 'COMMIT_UNKNOWN', 'IDEMPOTENCY_KEY_BUSY'];
  return error instanceof GatewayError && codes.includes(error.code);
}
