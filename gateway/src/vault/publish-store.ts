// SPDX-License-Identifier: Apache-2.0
import { prepared, type Operation } from '../store/operation.js';
import type { Databases } from '../store/databases.js';
import { counterAdvance, type CounterStep } from './counters.js';
import { grantGivenAdd } from './grants-given.js';
import type { SealedPublication } from './sealed-publication.js';

/** One ledger transaction's worth of publications. */
export interface OutboxEntry {
  readonly id: string;
  readonly job: string;
  /** Order within the job. */
  readonly position: number;
  /** Whether it stands in the place of one that the ledger refused. */
  readonly isReplacement?: true;
  /** JSON list of `{id, records: [{row, id}], audience}`: what the answer says of them. */
  readonly rows: string;
  readonly rowCount: number;
  readonly publications: readonly SealedPublication[];
}

/** A job that begins with this transaction. */
export interface NewJob {
  readonly id: string;
  readonly key: { readonly name: string; readonly bodyHash: string } | null;
  readonly kind: string;
  readonly total: number;
  /** JSON: what is needed to go on after a crash. */
  readonly request: string;
  /** JSON `{accepted, rejected, warnings}`: the part of the answer that is known before the ledger speaks. */
  readonly answer: string;
  /** JSON list of faults. */
  readonly errors: string;
}

/** Everything that must be on the disk before anything is sent. */
export interface PublishStep {
  readonly at: string;
  /** Only with the first transaction of a job. */
  readonly newJob: NewJob | null;
  readonly entry: OutboxEntry;
  readonly counters: readonly CounterStep[];
  /** Rows of the input that are settled after this transaction. */
  readonly nextRow: number;
  /** Whether this was the last one. */
  readonly last: boolean;
}

/**
 * Stores one transaction with everything that depends on it, or nothing: the job with its idempotency key, the
 * counters, the sealed bytes, their keys, the grants given.
 *
 * @throws GatewayError INTERNAL when a counter is not where the sealed bytes expect it: then nothing is stored
 */
export const publishStore: Operation<PublishStep, void> = (db, step) => {
  if (step.newJob !== null) addJob(db, step.newJob, step.at);
  counterAdvance(db, step.counters);
  outboxAdd(db, step.entry, step.at);
  prepared(db.vault, 'UPDATE job SET next_row = ?, state = ? WHERE id = ?').run(
    step.nextRow,
    step.last ? 'sending' : 'reading',
    step.entry.job,
  );
};

/** Adds an entry to the outbox, and what it says to what the enterprise holds itself. */
export function outboxAdd(db: Databases, entry: OutboxEntry, at: string): void {
  const { id, job, position, rows, rowCount } = entry;
  const isReplacement = entry.isReplacement === true ? 1 : 0;
  prepared(
    db.vault,
    `INSERT INTO outbox (id, job, position, rows, row_count, is_replacement, state)
      VALUES (?, ?, ?, ?, ?, ?, 'sealed')`,
  ).run(id, job, position, rows, rowCount, isReplacement);
  entry.publications.forEach((publication, i) => {
    addItem(db, id, i, publication);
    addOwn(db, publication, at);
    grantGivenAdd(db, { publication: publication.id, grants: publication.grants, at });
  });
}

function addJob(db: Databases, job: NewJob, at: string): void {
  prepared(
    db.vault,
    `INSERT INTO job (id, key, state, kind, total, request, answer, errors, created_at)
     VALUES (?, ?, 'reading', ?, ?, ?, ?, ?, ?)`,
  ).run(job.id, job.key?.name ?? null, job.kind, job.total, job.request, job.answer, job.errors, at);
  if (job.key === null) return;
  prepared(
    db.vault,
    `INSERT INTO idempotency (key, body_hash, state, job, created_at) VALUES (?, ?, 'open', ?, ?)`,
  ).run(job.key.name, job.key.bodyHash, job.id, at);
}

function addItem(db: Databases, outbox: string, position: number, item: SealedPublication): void {
  prepared(
    db.vault,
    'INSERT INTO outbox_item (outbox, position, publication, addressees) VALUES (?, ?, ?, ?)',
  ).run(outbox, position, item.id, JSON.stringify(item.addressees));
}

/** The own enterprise needs no pull: it holds its bytes and keys from the moment they are sealed. */
function addOwn(db: Databases, item: SealedPublication, at: string): void {
  const { p } = JSON.parse(item.envelope) as { p: string };
  prepared(
    db.vault,
    'INSERT INTO received (publication, publisher, envelope, sealed, received_at) VALUES (?, ?, ?, ?, ?)',
  ).run(item.id, p, item.envelope, item.sealed, at);
  const { identity, quantity, commercial, evidence } = item.sectionKeys;
  const { epoch, counter } = item.addressees.self;
  prepared(
    db.vault,
    `INSERT INTO opened (publication, header_key, key_identity, key_quantity, key_commercial, key_evidence,
       epoch, counter, purpose, until, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 'own')`,
  ).run(item.id, item.headerKey, identity, quantity, commercial, evidence, epoch, counter);
}
