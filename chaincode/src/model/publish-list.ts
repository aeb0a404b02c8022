// SPDX-License-Identifier: Apache-2.0
import { canonical, parseJson } from './canonical.js';
import { checkEnvelope, type ParsedEnvelope } from './envelope.js';
import { LedgerError } from './errors.js';
import type { JsonArray } from './json.js';
import { envelopeListBytesMax, publicationsPerListMax, sealedBytesMax } from './limits.js';
import { checkSealedForm } from './sealed-form.js';
import { readSealedList } from './sealed-list.js';
import { sha256 } from './sha256.js';

/** One publication of a list: its envelope and the sealed bytes that belong to it. */
export interface ListedPublication extends ParsedEnvelope {
  readonly sealed: Buffer;
}

/**
 * Reads the list of `Publish` and `Restore` and checks all that can be known of it without the ledger.
 *
 * @param list - canonical JSON array of envelopes
 * @param sealedList - the sealed bytes beside it, see `writeSealedList`
 * @param publisher - MSP ID of the enterprise that speaks
 * @returns the publications, in the order of the list
 * @throws {@link LedgerError} in this order: LIST_TOO_LARGE, NOT_CANONICAL, INVALID_REQUEST, the codes of
 * `parseEnvelope`, ACCESS_DENIED, TWICE_IN_LIST, SEALED_LIST, LIST_TOO_LARGE, SEALED_HASH, SEALED_FORM
 */
export function parsePublishList(
  list: string,
  sealedList: Uint8Array,
  publisher: string,
): readonly ListedPublication[] {
  const envelopes = parseEnvelopes(list);
  checkPublisher(envelopes, publisher);
  checkDistinct(envelopes);
  const sealed = readSealedList(sealedList, envelopes.length);
  const publications = envelopes.map((parsed, i) => withSealed(parsed, sealed[i], `/${i}`));
  checkSealedBytes(publications);
  publications.forEach((publication, i) => {
    checkSealed(publication, `/${i}`);
  });
  return publications;
}

/** The list is canonical exactly when it joins its canonical envelopes, so each is written only once. */
function parseEnvelopes(list: string): readonly ParsedEnvelope[] {
  if (Buffer.byteLength(list) > envelopeListBytesMax) {
    throw new LedgerError(
      'LIST_TOO_LARGE',
      `envelopes must be at most ${envelopeListBytesMax} bytes together`,
    );
  }
  const values = parseJson(list);
  if (!Array.isArray(values))
    throw new LedgerError('INVALID_REQUEST', 'the list must be an array of envelopes');
  const items: JsonArray = values;
  if (items.length === 0 || items.length > publicationsPerListMax) {
    throw new LedgerError('LIST_TOO_LARGE', `a list holds 1 to ${publicationsPerListMax} publications`);
  }
  const texts = items.map((item) => canonical(item));
  if (`[${texts.join(',')}]` !== list) {
    throw new LedgerError('NOT_CANONICAL', 'the list is not in the canonical form of RFC 8785');
  }
  return items.map((item, i) => checkEnvelope(item, texts[i] ?? '', `/${i}`));
}

function checkPublisher(envelopes: readonly ParsedEnvelope[], publisher: string): void {
  const foreign = envelopes.findIndex(({ envelope }) => envelope.p !== publisher);
  if (foreign !== -1) {
    throw new LedgerError('ACCESS_DENIED', 'nobody speaks for another enterprise', { at: `/${foreign}/p` });
  }
}

function checkDistinct(envelopes: readonly ParsedEnvelope[]): void {
  const seen = new Set<string>();
  for (const { id } of envelopes) {
    if (seen.has(id))
      throw new LedgerError('TWICE_IN_LIST', 'a publication stands twice in the list', { id });
    seen.add(id);
  }
}

function withSealed(parsed: ParsedEnvelope, beside: Buffer | undefined, at: string): ListedPublication {
  const { b } = parsed.fields;
  if (b === undefined) return { ...parsed, sealed: beside ?? Buffer.alloc(0) };
  if (beside?.length !== 0) {
    throw new LedgerError('SEALED_LIST', 'sealed bytes stand either in the envelope or beside it', { at });
  }
  return { ...parsed, sealed: b };
}

function checkSealedBytes(publications: readonly ListedPublication[]): void {
  const bytes = publications.reduce((sum, { sealed }) => sum + sealed.length, 0);
  if (bytes > sealedBytesMax) {
    throw new LedgerError('LIST_TOO_LARGE', `sealed bytes must be at most ${sealedBytesMax} together`, {
      bytes,
    });
  }
}

function checkSealed(publication: ListedPublication, at: string): void {
  if (!sha256(publication.sealed).equals(publication.fields.s)) {
    throw new LedgerError('SEALED_HASH', 'the sealed bytes do not match their hash s', { at });
  }
  checkSealedForm(publication.sealed, publication.fields.t.length, at);
}
