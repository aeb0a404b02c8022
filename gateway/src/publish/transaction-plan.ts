// SPDX-License-Identifier: Apache-2.0
import {
  envelopeListBytesMax,
  headerBoxAt,
  headerBoxBytes,
  paddedLength,
  publicationsPerListMax,
  sealedBytesMax,
  sections,
  tagsMin,
  type Section,
} from '@chainshare/chaincode/model';
import type { CodeFix } from '../intake/code-fix.js';
import type { WrittenRecord } from '../intake/written-record.js';
import type { Kind } from '../kinds/kind.js';
import { FOLLOW_TAGS_MAX, ROWS_PER_PUBLICATION_MAX } from '../limits.js';
import { audienceKey, EVERYBODY, type Disclosure } from '../policy/disclosure.js';
import { GCM_TAG_BYTES } from '../sealing/layout.js';

/** A record with everybody who receives it. */
export interface PlannedRecord {
  readonly kind: Kind;
  readonly written: WrittenRecord;
  readonly disclosure: Disclosure;
  /** Follow tag of what it corrects or withdraws. */
  readonly follow: Uint8Array | null;
  /** Id of the own record that it says is 0; absent for what stands in the input itself. */
  readonly zeroes?: string | undefined;
  /** The code that it makes known; absent for what stands in the input itself. */
  readonly adds?: AddedCode | undefined;
}

/** A code that a record makes known, and the kind of the record. */
export type AddedCode = { readonly kind: CodeFix['kind']; readonly code: string };

/** Where a record comes from: a row of the input, an own record that the input lacks, or a code that was unknown. */
export type RecordOrigin =
  { readonly row: number } | { readonly zeroes: string } | { readonly adds: AddedCode };

/** What is kept of a record until it is sealed: thousands of them wait for each transaction. */
export type KeptRecord = Pick<WrittenRecord, 'row' | 'texts'> & Pick<PlannedRecord, 'zeroes' | 'adds'>;

/** Says where a record comes from, as answers do. */
export function originOf({ row, zeroes, adds }: Omit<KeptRecord, 'texts'>): RecordOrigin {
  if (adds !== undefined) return { adds };
  return zeroes === undefined ? { row } : { zeroes };
}

/** What a publication takes of the limits of one transaction. */
export interface PlannedSize {
  readonly sealedBytes: number;
  /** Not less than the envelope will have. */
  readonly envelopeBytes: number;
}

/** Base64url of 16 bytes, with quotes and comma, for each tag of an envelope. */
const TAG_TEXT_BYTES = 22 + 3;

/** Names, a, r, s, an MSP ID of 64 characters and keys in clear (256 characters) of an envelope, rounded up. */
const ENVELOPE_BYTES = 640;

/** The records of one publication to be: all of one kind, for the same audience. */
export class PublicationPlan {
  readonly kind: Kind;
  readonly disclosure: Disclosure;
  readonly #records: KeptRecord[] = [];
  readonly #follow = new Map<string, Uint8Array>();
  readonly #bytes: Record<Section, number> = { identity: 0, quantity: 0, commercial: 0, evidence: 0 };
  readonly #present = new Set<Section>();
  #size: PlannedSize = { sealedBytes: 0, envelopeBytes: 0 };

  constructor({ kind, disclosure }: Pick<PlannedRecord, 'kind' | 'disclosure'>) {
    this.kind = kind;
    this.disclosure = disclosure;
  }

  /** In the order of the input. */
  get records(): readonly KeptRecord[] {
    return this.#records;
  }

  /** Follow tags, each once. */
  get follow(): readonly Uint8Array[] {
    return [...this.#follow.values()];
  }

  /** What it takes as it is; nothing while it is empty. */
  get size(): PlannedSize {
    return this.#size;
  }

  /** Whether another record would make it too much for one reader. */
  get isFull(): boolean {
    return this.#records.length >= ROWS_PER_PUBLICATION_MAX || this.#follow.size >= FOLLOW_TAGS_MAX;
  }

  /** What it would take with one record more (docs/format.md, chapters 6 and 7). */
  sizeWith({ written, follow }: PlannedRecord): PlannedSize {
    const isKnown = follow === null || this.#follow.has(followKey(follow));
    const tags = this.#tags(this.#follow.size + (isKnown ? 0 : 1));
    const n = this.#records.length + 1;
    let bodies = 0;
    for (const section of sections) {
      if (!this.#present.has(section) && !written.present.includes(section)) continue;
      // A body is `[v0,…]`: two brackets, a comma less than values.
      bodies += this.#bytes[section] + written.bytes[section] + n + 1 + GCM_TAG_BYTES;
    }
    return {
      sealedBytes: paddedLength(headerBoxAt(tags) + headerBoxBytes + bodies),
      envelopeBytes: ENVELOPE_BYTES + tags * TAG_TEXT_BYTES,
    };
  }

  add(record: PlannedRecord): void {
    this.#size = this.sizeWith(record);
    const { written, follow, zeroes, adds } = record;
    const { row, texts } = written;
    this.#records.push({
      row,
      texts,
      ...(zeroes === undefined ? {} : { zeroes }),
      ...(adds === undefined ? {} : { adds }),
    });
    for (const section of sections) this.#bytes[section] += written.bytes[section];
    for (const section of written.present) this.#present.add(section);
    if (follow !== null) this.#follow.set(followKey(follow), follow);
  }

  #tags(follow: number): number {
    const named = this.disclosure.grants.filter(({ enterprise }) => enterprise !== EVERYBODY).length;
    let tags = tagsMin;
    while (tags < named + 1 + follow) tags *= 2;
    return tags;
  }
}

/** The publications of one transaction to be, within what the ledger takes at once. */
export class TransactionPlan {
  readonly #publications: PublicationPlan[] = [];
  readonly #open = new Map<string, PublicationPlan>();
  #sealedBytes = 0;
  #envelopeBytes = 0;

  /** In the order of their first records. */
  get publications(): readonly PublicationPlan[] {
    return this.#publications;
  }

  /** Records in all. */
  get size(): number {
    return this.#publications.reduce((sum, { records }) => sum + records.length, 0);
  }

  /**
   * Adds a record to the publication of its kind and audience.
   *
   * @returns false when the transaction would become too large: then nothing was added
   */
  add(record: PlannedRecord): boolean {
    const key = publicationKey(record);
    const known = this.#open.get(key);
    const plan = known === undefined || known.isFull ? new PublicationPlan(record) : known;
    const size = plan.sizeWith(record);
    const sealedBytes = this.#sealedBytes + size.sealedBytes - plan.size.sealedBytes;
    const envelopeBytes = this.#envelopeBytes + size.envelopeBytes - plan.size.envelopeBytes;
    const count = this.#publications.length + (plan === known ? 0 : 1);
    if (
      sealedBytes > sealedBytesMax ||
      envelopeBytes > envelopeListBytesMax ||
      count > publicationsPerListMax
    ) {
      return false;
    }
    this.#sealedBytes = sealedBytes;
    this.#envelopeBytes = envelopeBytes;
    if (plan !== known) this.#publications.push(plan);
    plan.add(record);
    this.#open.set(key, plan);
    return true;
  }
}

/** What the records of one publication have in common. */
export function publicationKey({ kind, disclosure }: Pick<PlannedRecord, 'kind' | 'disclosure'>): string {
  return `${kind.name} ${audienceKey(disclosure)}`;
}

function followKey(tag: Uint8Array): string {
  return Buffer.from(tag).toString('hex');
}
