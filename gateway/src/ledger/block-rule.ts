// SPDX-License-Identifier: Apache-2.0
import {
  implicitCollection,
  LedgerError,
  parseEnvelope,
  parsePublicationKey,
  publicationId,
  sha256Hex,
} from '@chainshare/chaincode/model';
import type { LedgerPublication, RefusedPublication, RefusedReason } from './ledger-block.js';

/** What one valid transaction wrote in the namespace `records`. */
export interface RecordsWrites {
  /** Public writes in their order; deletes are left out, because the rule ignores them. */
  readonly publicWrites: readonly { readonly key: string; readonly value: Uint8Array }[];
  /** Collection → hex of the key's hash → hash of the value; only what stands after the transaction. */
  readonly hashedWrites: ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>;
}

/** The publications that a transaction brings, and the writes that only look like some. */
export interface RuledWrites {
  readonly publications: readonly LedgerPublication[];
  readonly refused: readonly RefusedPublication[];
}

/**
 * The block rule, within one valid transaction: a write of `pub~P~id` counts when its bytes hash to the id,
 * its envelope has the right form and names P, and the same transaction writes into P's own collection the
 * key `id` with the hash of the sealed bytes that the envelope states. Only P's peer can endorse that
 * second write, so nobody else can bring a publication in P's name.
 *
 * That only the first write of an id counts, across transactions, is for the read model to see.
 */
export function applyBlockRule(writes: RecordsWrites): RuledWrites {
  const publications: LedgerPublication[] = [];
  const refused: RefusedPublication[] = [];
  const accepted = new Set<string>();
  for (const { key, value } of writes.publicWrites) {
    const named = parsePublicationKey(key);
    if (named === undefined || accepted.has(key)) continue;
    const outcome = rule(named, value, writes);
    if (typeof outcome === 'string') {
      refused.push({ ...named, reason: outcome });
    } else {
      accepted.add(key);
      publications.push(outcome);
    }
  }
  return { publications, refused };
}

function rule(
  named: { readonly publisher: string; readonly id: string },
  value: Uint8Array,
  { hashedWrites }: RecordsWrites,
): LedgerPublication | RefusedReason {
  if (publicationId(value) !== named.id) return 'ALTERED';
  const parsed = parseOrUndefined(value);
  if (parsed?.envelope.p !== named.publisher) return 'MALFORMED';
  const keyHash = sha256Hex(Buffer.from(named.id, 'utf8'));
  const valueHash = hashedWrites.get(implicitCollection(named.publisher))?.get(keyHash);
  if (valueHash === undefined || !parsed.fields.s.equals(valueHash)) return 'FORGED';
  return { ...named, parsed };
}

function parseOrUndefined(value: Uint8Array): LedgerPublication['parsed'] | undefined {
  try {
    return parseEnvelope(value);
  } catch (error) {
    if (error instanceof LedgerError) return undefined;
    throw error;
  }
}
