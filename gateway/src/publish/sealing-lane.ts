// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { sections, type Section } from '@chainshare/chaincode/model';
import type { Directory } from '../policy/directory.js';
import { EVERYBODY, type Grant } from '../policy/disclosure.js';
import { sealWritten, type Recipient, type Sealed } from '../sealing/seal.js';
import type { KeyPair } from '../sealing/x25519.js';
import type { Store } from '../store/store.js';
import type { NewJob } from '../vault/publish-store.js';
import type { SealedPublication } from '../vault/sealed-publication.js';
import { CounterBook, type CounterDraft } from './counter-book.js';
import { originOf, type PublicationPlan, type TransactionPlan } from './transaction-plan.js';

/** What sealing needs of the gateway. */
export interface SealingContext {
  readonly enterprise: string;
  readonly store: Store;
  /** When the counting of this vault began, unix seconds. */
  readonly epoch: number;
  /** The own key under which others look for tags now. */
  readonly sealingKey: () => KeyPair;
  /** The time, RFC 3339 in UTC with milliseconds. */
  readonly now: () => string;
}

/** One transaction to be sealed and stored. */
export interface SealingRequest {
  readonly job: string;
  /** Present with the first transaction of the job. */
  readonly newJob: NewJob | null;
  /** Order within the job. */
  readonly position: number;
  readonly plan: TransactionPlan;
  readonly directory: Directory;
  /** Whether the sealed bytes stand in the envelope itself. */
  readonly inline: boolean;
  /** Rows of the input that are settled with it. */
  readonly nextRow: number;
  readonly last: boolean;
}

/**
 * Seals one transaction after the other and stores each before the next begins: the counters of one must be on the
 * disk before the next takes its own. It does not wait for the ledger.
 */
export class SealingLane {
  readonly #context: SealingContext;
  #counters: CounterBook | undefined;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(context: SealingContext) {
    this.#context = context;
  }

  /**
   * Seals and stores.
   *
   * @returns the id of the outbox entry
   * @throws SealingError when the records cannot be sealed as planned; nothing is stored then
   */
  async seal(request: SealingRequest): Promise<string> {
    const turn = this.#tail.then(() => this.#seal(request));
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  async #seal(request: SealingRequest): Promise<string> {
    const { store, epoch, now } = this.#context;
    this.#counters ??= new CounterBook(epoch, await store.read('counter.list', { epoch }));
    const draft = this.#counters.draft();
    const id = randomUUID();
    const publications: SealedPublication[] = [];
    const rows = request.plan.publications.map((plan) => {
      const publication = this.#sealOne(plan, request, draft);
      publications.push(publication);
      return rowsOf(plan, publication.id);
    });
    const { job, position, newJob, nextRow, last } = request;
    await store.write('publish.store', {
      at: now(),
      newJob,
      entry: { id, job, position, rows: JSON.stringify(rows), rowCount: request.plan.size, publications },
      counters: draft.steps,
      nextRow,
      last,
    });
    draft.keep();
    return id;
  }

  #sealOne(plan: PublicationPlan, request: SealingRequest, counters: CounterDraft): SealedPublication {
    const { enterprise, epoch, sealingKey } = this.#context;
    const { audience, grants, onward } = plan.disclosure;
    const recipients = grants.flatMap((grant) => recipientOf(grant, request.directory, counters, epoch));
    const self = { epoch, counter: BigInt(counters.take(enterprise)) };
    const open = grants.find((grant) => grant.enterprise === EVERYBODY);
    const sealed = sealWritten({
      publisher: enterprise,
      keyPair: sealingKey(),
      kind: plan.kind.name,
      schema: plan.kind.schema,
      records: plan.records.map(({ texts }) => texts),
      onward,
      audience,
      recipients,
      self,
      follow: plan.follow,
      inline: request.inline,
      ...(open === undefined ? {} : { openTerms: { purpose: open.purpose, until: open.until } }),
    });
    return toStore(sealed, recipients, self, grants);
  }
}

function recipientOf(
  { enterprise, sections: granted, purpose, until }: Grant,
  directory: Directory,
  counters: CounterDraft,
  epoch: number,
): readonly Recipient[] {
  const key = directory.newestKey(enterprise);
  if (key === undefined) return [];
  const publicKey = Buffer.from(key.publicKey, 'base64url');
  const counter = BigInt(counters.take(enterprise));
  return [{ mspId: enterprise, publicKey, sections: granted, purpose, until, epoch, counter }];
}

function toStore(
  sealed: Sealed,
  recipients: readonly Recipient[],
  self: { readonly epoch: number; readonly counter: bigint },
  grants: readonly Grant[],
): SealedPublication {
  return {
    id: sealed.id,
    envelope: sealed.envelope,
    sealed: sealed.sealed,
    headerKey: sealed.keys.headerKey,
    sectionKeys: sealed.keys.sectionKeys,
    addressees: {
      audience: sealed.header.audience,
      self: { epoch: self.epoch, counter: Number(self.counter) },
      recipients: recipients.map(({ publicKey, counter, ...rest }) => ({
        ...rest,
        publicKey: Buffer.from(publicKey).toString('base64url'),
        counter: Number(counter),
      })),
    },
    grants,
  };
}

/** What the answer of the call says of a publication. */
function rowsOf({ records, disclosure }: PublicationPlan, id: string): object {
  return {
    id,
    records: records.map((record, i) => ({ ...originOf(record), id: `${id}.${i}` })),
    audience: audienceEntries(disclosure.grants),
  };
}

/** Grants as the API shows them. */
export function audienceEntries(grants: readonly Grant[]): readonly object[] {
  return grants.map(({ enterprise, sections: granted, policies }) => ({
    enterprise,
    sections: sections.filter((section: Section) => granted.includes(section)),
    policy: policies,
  }));
}
