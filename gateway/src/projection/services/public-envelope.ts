// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, PublicationState } from '@chainshare/chaincode/model';
import type { PublicationLedger } from '../../ledger/publication-ledger.js';
import type { PublicationRow } from '../states.js';

/** States as the API words them. */
const STATE_WORDS: Readonly<Record<PublicationState, string>> = {
  OK: 'ok',
  PURGED: 'purged',
  ALTERED: 'altered',
  MISSING: 'missing',
  FORGED: 'forged',
  PUBLISHER_LEFT: 'left',
};

/**
 * What every member can see of a publication: its place in the ledger, its envelope and its state, both asked
 * of the own peer now. That it does not count, because its publisher had used its `a` before, only the blocks tell.
 *
 * @throws GatewayError LEDGER_UNAVAILABLE
 */
export async function publicEnvelope(row: PublicationRow, ledger: PublicationLedger): Promise<JsonObject> {
  const { id, publisher, block, transactionId, publishedAt } = row;
  const [state, parsed] = await Promise.all([
    ledger.verify(publisher, id),
    ledger.readPublication(publisher, id),
  ]);
  const envelope = parsed === null ? null : (parsed.envelope as unknown as JsonObject);
  return { id, publisher, publishedAt, block, transactionId, state: stateWord(row, state), envelope };
}

function stateWord(row: PublicationRow, state: PublicationState): string {
  return state === 'OK' && row.state === 'repeated' ? 'repeated' : STATE_WORDS[state];
}
