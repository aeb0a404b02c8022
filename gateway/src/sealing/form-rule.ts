// SPDX-License-Identifier: Apache-2.0
import { LedgerError } from '@chainshare/chaincode/model';
import { UnreadableError } from './unreadable-error.js';

/**
 * Applies a rule of form that the ledger's model checks, and tells its refusal in a reader's words.
 *
 * @throws {@link UnreadableError} FORGED for SEALED_HASH, else MALFORMED, with the code of the rule
 */
export function formRule<T>(rule: () => T): T {
  try {
    return rule();
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    const state = error.code === 'SEALED_HASH' ? 'FORGED' : 'MALFORMED';
    throw new UnreadableError(state, error.code, error.sentence, { cause: error });
  }
}
