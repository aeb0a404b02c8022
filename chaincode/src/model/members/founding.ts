// SPDX-License-Identifier: Apache-2.0
import { canonical, parseJson } from '../canonical.js';
import { LedgerError } from '../errors.js';
import { parseFoundingList, type Admission, type Member } from './member.js';
import { checkIdentifiersFree } from './taken-identifiers.js';

/** What one endorser knows when the network is to be founded. */
export interface FoundingView {
  /** MSP ID of the endorsing organisation */
  readonly endorser: string;
  /** the list that this organisation agreed to, as its chaincode process was started with it */
  readonly agreed: string | undefined;
  /** when, by the clock of the transaction, in UTC */
  readonly at: string;
}

/**
 * Turns the list of first members into register entries.
 *
 * Chaincode cannot read who is in the channel, so each endorser compares the list with what its own
 * organisation agreed to outside the ledger: a majority of endorsements is then a majority of agreements.
 *
 * @param list - canonical JSON array of admissions, ascending by id
 * @throws {@link LedgerError} NOT_CANONICAL, INVALID_REQUEST, INVALID_IDENTIFIER, IDENTIFIER_TAKEN or
 * FOUNDING_MISMATCH
 */
export function foundMembers(list: string, { endorser, agreed, at }: FoundingView): readonly Member[] {
  const founders = parseFoundingList(list);
  founders.forEach((founder, i) => {
    checkIdentifiersFree(founder, founders.slice(0, i));
  });
  checkAgreed(list, founders, endorser, agreed);
  return founders.map((founder) => ({ ...founder, status: 'active', since: at }));
}

function checkAgreed(
  list: string,
  founders: readonly Admission[],
  endorser: string,
  agreed: string | undefined,
): void {
  if (!founders.some(({ id }) => id === endorser)) {
    throw new LedgerError('FOUNDING_MISMATCH', 'the endorsing organisation is not among the first members', {
      endorser,
    });
  }
  if (agreed === undefined || canonical(parseJson(agreed)) !== list) {
    throw new LedgerError('FOUNDING_MISMATCH', 'the endorsing organisation has agreed to another list', {
      endorser,
    });
  }
}
