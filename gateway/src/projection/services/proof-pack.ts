// SPDX-License-Identifier: Apache-2.0
import { canonical, encodeBase64url, type Instant, type JsonObject } from '@chainshare/chaincode/model';
import { GatewayError } from '../../errors.js';
import type { PublicationLedger } from '../../ledger/publication-ledger.js';
import { openSections, readEnvelope, type Opened } from '../../sealing/open.js';
import { proofOf } from '../../sealing/proof.js';
import { readSealedBytes } from '../../sealing/sealed-bytes.js';
import type { Store } from '../../store/store.js';
import type { HeldRecord } from '../one-record.js';
import { secondsOf } from '../publication-view.js';

/** Lays the bytes of a block out as a pack of level 2 holds them (docs/format.md, chapter 10, `block`). */
export type BlockEvidence = (block: Uint8Array) => JsonObject;

/** What a proof is made of. */
export interface ProofSources {
  readonly store: Store;
  readonly ledger: PublicationLedger;
  readonly now: () => Instant;
  readonly blockEvidence: BlockEvidence;
}

/**
 * Makes the proof pack of a record (docs/format.md, chapter 10), with every section that was opened here. The
 * bytes are opened again and lead to the root, so no pack is made of what would not verify.
 *
 * @returns canonical JSON as UTF-8
 * @throws GatewayError RECORD_NOT_FOUND when the grant is over, the vault does not hold its bytes, or they hold keys;
 * LEDGER_UNAVAILABLE
 */
export async function proofPack(held: HeldRecord, level: 1 | 2, sources: ProofSources): Promise<Uint8Array> {
  const { store, ledger, now, blockEvidence } = sources;
  const isOver = held.endedAt !== null || (held.until > 0 && held.until <= secondsOf(now()));
  const [kept] = await store.read('received.read', { publications: [held.publication] });
  if (isOver || kept === undefined) throw new GatewayError('RECORD_NOT_FOUND');
  const envelope = readEnvelope(kept.envelope);
  const opened = openSections(readSealedBytes(envelope, kept.sealed), kept.keys);
  if (givesKeys(opened, held.index)) throw new GatewayError('RECORD_NOT_FOUND');
  const proof = proofOf(envelope, opened, held.index, held.granted);
  const transaction = encodeBase64url(await ledger.transactionEnvelope(held.transactionId));
  const block = level === 2 ? { block: blockEvidence(await ledger.block(held.block)) } : {};
  return Buffer.from(canonical({ ...proof, transaction, ...block }), 'utf8');
}

/** A pack shows whole sections, and the identity of such a grant holds the keys that it gives. */
function givesKeys({ header, sections }: Opened, index: number): boolean {
  return header.kind === 'grant' && sections.identity?.values[index]?.['keys'] !== undefined;
}
