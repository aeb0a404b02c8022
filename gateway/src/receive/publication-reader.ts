// SPDX-License-Identifier: Apache-2.0
import { parseEnvelope, parseInstant, type ParsedEnvelope, type Section } from '@chainshare/chaincode/model';
import type { KeyRing } from '../keys/key-ring.js';
import type { PublicationKeys } from '../sealing/publication-keys.js';
import { readSealedBytes, type SealedBytes } from '../sealing/sealed-bytes.js';
import { UnreadableError } from '../sealing/unreadable-error.js';
import type { Store } from '../store/store.js';
import type { Arrival } from '../vault/arrivals.js';
import { reviveKeys } from '../vault/publication-keys.js';
import {
  sectionsOf,
  type KeptPublication,
  type KeySource,
  type PublicationToKeep,
} from '../vault/received.js';
import type { OpenedPublication } from '../projection/opened-publication.js';
import { arrivalType } from './arrival-type.js';
import {
  findKeys,
  NO_TERMS,
  openPublication,
  type FoundKeys,
  type OpenedContent,
} from './open-publication.js';

/** A publication of a projected block that is meant for this enterprise. */
export interface AddressedPublication {
  readonly id: string;
  readonly publisher: string;
  readonly block: number;
  readonly parsed: ParsedEnvelope;
  /** Keys that a grant gave; absent = those in the envelope or behind the own tag. */
  readonly granted?: PublicationKeys;
}

/** What came of reading: `taken`, `wrong` bytes to be asked for again, or `unreadable` for good. */
export type ReadOutcome = 'taken' | 'wrong' | 'unreadable';

/** What a reader needs. */
export interface ReaderContext {
  readonly enterprise: string;
  readonly store: Store;
  readonly ring: KeyRing;
  /** The time, RFC 3339 in UTC. */
  readonly now: () => string;
  /** Does what publications of one kind say, before they count as read: a crash in between has it done again. */
  readonly effects: { readonly kind: string; apply(publication: TakenPublication): Promise<void> };
  /** Told of every publication that came to be readable, after it can be read. */
  readonly arrived: (publication: TakenPublication) => Promise<void>;
  /** Told of every publication that cannot be read, with the rule that it breaks. */
  readonly unreadable: (publication: AddressedPublication, reason: string) => void;
  /** Told where it is, so that a test can end the process there. */
  readonly step?: (name: string) => void;
}

/** A publication that was opened, kept and projected. */
export interface TakenPublication {
  readonly id: string;
  readonly publisher: string;
  readonly content: OpenedContent;
  readonly arrival: Arrival;
}

/**
 * Opens publications and takes them over: first into the vault, then into the projection, then those who follow
 * changes are told. Whatever a crash interrupts is done again with the same result.
 */
export class PublicationReader {
  readonly #context: ReaderContext;

  constructor(context: ReaderContext) {
    this.#context = context;
  }

  /**
   * Takes a publication whose bytes are at hand.
   *
   * @param bytes - absent when they stand in the envelope
   */
  async take(publication: AddressedPublication, bytes?: Uint8Array): Promise<ReadOutcome> {
    this.#context.step?.('between pull and store');
    try {
      const sealed = readSealedBytes(publication.parsed, bytes);
      const found = this.#keysTo(publication, sealed);
      if (found === undefined) {
        // Tagged for a key that this gateway no longer has.
        await this.giveUp(publication, 'NO_KEY');
        return 'unreadable';
      }
      const content = openPublication(sealed, found.keys);
      await this.#takeOver({ publication, sealed, found: { ...found, content }, arrival: undefined });
      return 'taken';
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      if (error.reason === 'SEALED_HASH') return 'wrong';
      await this.giveUp(publication, error.reason);
      return 'unreadable';
    }
  }

  /**
   * Takes publications whose bytes and keys the vault has: own ones, or those that a rebuild meets again. All of them
   * are kept together and shown together, since a commit takes as long for many as for one.
   */
  async takeKept(list: readonly KeptPublication[], block: number): Promise<void> {
    const opened: Opened[] = [];
    for (const kept of list) opened.push(...(await this.#openKept(kept, block)));
    // A rebuild meets what arrived long ago: nothing of it has to be written to the vault again.
    const arrivals = await this.#keep(opened.filter(({ arrival }) => arrival === undefined));
    const shown = opened.map((one) => ({ ...one, arrival: one.arrival ?? arrivals.get(one.publication.id) }));
    await this.#show(
      shown.flatMap(({ arrival, ...one }) => (arrival === undefined ? [] : [{ ...one, arrival }])),
    );
  }

  /** @returns nothing when it cannot be read */
  async #openKept(kept: KeptPublication, block: number): Promise<readonly Opened[]> {
    const parsed = parseEnvelope(kept.envelope);
    const publication = { id: kept.publication, publisher: kept.publisher, block, parsed };
    const { source, purpose, until } = kept;
    const keys = reviveKeys(kept.keys);
    try {
      const sealed = readSealedBytes(parsed, kept.sealed);
      const content = openPublication(sealed, keys);
      const found = { keys, terms: { ...NO_TERMS, purpose, until }, source, content };
      return [{ publication, sealed, found, arrival: arrivalOf(kept.arrivals, sectionsOf(keys)) }];
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      await this.giveUp(publication, error.reason);
      return [];
    }
  }

  /** Marks a publication as one that cannot be read; it stays counted. */
  async giveUp(publication: AddressedPublication, reason: string): Promise<void> {
    const { id } = publication;
    await this.#context.store.write('opened.forget', { publication: id });
    await this.#context.store.write('project.state', { publication: id, state: 'unreadable', reason });
    this.#context.unreadable(publication, reason);
  }

  #keysTo(publication: AddressedPublication, sealed: SealedBytes): FoundKeys | undefined {
    if (publication.granted !== undefined) {
      return { keys: publication.granted, terms: NO_TERMS, source: 'grant' satisfies KeySource };
    }
    return findKeys(sealed, this.#context.enterprise, this.#context.ring);
  }

  async #takeOver(opened: Opened): Promise<void> {
    const arrival = (await this.#keep([opened])).get(opened.publication.id);
    if (arrival !== undefined) await this.#show([{ ...opened, arrival }]);
  }

  /** @returns the arrival of each, by id */
  async #keep(list: readonly Opened[]): Promise<ReadonlyMap<string, Arrival>> {
    if (list.length === 0) return new Map();
    const arrivals = await this.#context.store.write(
      'received.keep',
      list.map((opened) => this.#toKeep(opened)),
    );
    return new Map(
      list.flatMap(({ publication }, i) => {
        const arrival = arrivals[i];
        return arrival === undefined ? [] : [[publication.id, arrival]];
      }),
    );
  }

  #toKeep({ publication, sealed, found }: Opened): PublicationToKeep {
    const { id, publisher, block, parsed } = publication;
    const { header, sections } = found.content;
    return {
      publication: id,
      publisher,
      envelope: parsed.bytes.toString('utf8'),
      sealed: sealed.bytes,
      keys: { headerKey: found.keys.headerKey, sectionKeys: found.keys.sectionKeys },
      terms: found.terms,
      source: found.source,
      arrival: {
        type: arrivalType(header.kind, sections.identity ?? [], publisher === this.#context.enterprise),
        sections: sectionsOf(found.keys),
        records: header.n,
        block,
        receivedAt: this.#context.now(),
      },
    };
  }

  /** Projects what the vault holds, and tells that it can be read. */
  async #show(list: readonly Arrived[]): Promise<void> {
    if (list.length === 0) return;
    const { step, effects } = this.#context;
    step?.('between store and change');
    const hasEffects = ({ found }: Arrived) => found.content.header.kind === effects.kind;
    // What they have an effect on comes first, in the order in which it arrived.
    await this.#project(list.filter((one) => !hasEffects(one)));
    for (const one of list.filter(hasEffects)) {
      await effects.apply(takenOf(one));
      await this.#project([one]);
    }
  }

  async #project(list: readonly Arrived[]): Promise<void> {
    if (list.length === 0) return;
    const { store, now, arrived } = this.#context;
    const toProject = ({ publication, found: { content, terms }, arrival }: Arrived): OpenedPublication => ({
      publication: publication.id,
      ...content,
      purpose: terms.purpose,
      until: terms.until,
      seq: arrival.seq,
      receivedAt: arrival.receivedAt,
      now: parseInstant(now()),
    });
    await store.write('project.opened', list.map(toProject));
    for (const one of list) await arrived(takenOf(one));
  }
}

/** A publication that was opened; with its arrival, if it had arrived before. */
interface Opened {
  readonly publication: AddressedPublication;
  readonly sealed: SealedBytes;
  readonly found: OpenedWith;
  readonly arrival: Arrival | undefined;
}

/** A publication that the vault holds. */
type Arrived = Pick<Opened, 'publication' | 'found'> & { readonly arrival: Arrival };

function takenOf({ publication: { id, publisher }, found, arrival }: Arrived): TakenPublication {
  return { id, publisher, content: found.content, arrival };
}

/** Keys with what they open. */
interface OpenedWith extends FoundKeys {
  readonly content: OpenedContent;
}

/** The arrival by which exactly these sections came. */
function arrivalOf(arrivals: readonly Arrival[], sections: readonly Section[]): Arrival | undefined {
  const wanted = JSON.stringify(sections);
  return arrivals.find((arrival) => JSON.stringify(arrival.sections) === wanted);
}
