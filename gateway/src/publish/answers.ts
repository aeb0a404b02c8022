// SPDX-License-Identifier: Apache-2.0
import { parseJson, type JsonArray, type JsonObject } from '@chainshare/chaincode/model';
import { GatewayError, type Fault } from '../errors.js';
import { JsonList } from '../json-list.js';
import type { ImportView, PublishAnswer } from '../services.js';
import type { Store } from '../store/store.js';
import type { JobRow } from '../vault/jobs.js';
import type { FirstReading } from './first-reading.js';
import type { JobWatch } from './job-watch.js';

/** The part of an answer that is known before the ledger speaks, as a job keeps it. */
export function firstAnswer(reading: FirstReading): JsonObject {
  const { accepted, rejected, zeroed, added, errors, warnings } = reading;
  const faults = errors.length === 0 ? {} : { errors: errors as unknown as JsonArray };
  const further = { ...(zeroed === 0 ? {} : { zeroed }), ...(added === 0 ? {} : { added }) };
  return { accepted, rejected, ...further, ...faults, warnings: warnings as unknown as JsonArray };
}

/** Answers calls about jobs: the final word when it comes in time, else where to ask for it. */
export class JobAnswers {
  readonly #store: Store;
  readonly #watch: JobWatch;

  constructor(store: Store, watch: JobWatch) {
    this.#store = store;
    this.#watch = watch;
  }

  /**
   * Waits for the end of a job and answers it.
   *
   * @returns 201 with everything published, or 202 with the address of the import
   * @throws GatewayError PUBLICATION_REFUSED when the job has failed
   */
  async of(job: string, waitSeconds: number): Promise<PublishAnswer> {
    const ended = await this.#watch.ended(job, waitSeconds);
    if (ended === undefined) {
      const view = await this.view(job);
      return { status: 202, location: `/v1/imports/${job}`, body: { ...view } };
    }
    if (ended.state === 'failed') throw refused(ended);
    const publications = await this.#publications(ended);
    return { status: 201, body: { publications, ...(parseJson(ended.answer) as JsonObject) } };
  }

  /**
   * How far a job has come.
   *
   * @throws GatewayError IMPORT_NOT_FOUND
   */
  async view(job: string): Promise<ImportView> {
    const row = await this.#watch.read(job);
    if (row === null) throw new GatewayError('IMPORT_NOT_FOUND');
    return {
      id: job,
      state: this.#stateOf(row),
      done: row.done,
      total: row.total,
      publications: await this.#publications(row),
      errors: errorsOf(row),
    };
  }

  /** Whoever is told that an import is done must also find its records. */
  #stateOf(row: JobRow): ImportView['state'] {
    if (row.state === 'reading' || row.state === 'sending') return 'running';
    return this.#watch.isProjected(row) ? row.state : 'running';
  }

  /** A call of several transactions names so many rows that its list is read while it is sent. */
  async #publications({ id, transactions }: JobRow): Promise<JsonArray | JsonList> {
    if (transactions > 1) return new JsonList(this.#published(id));
    const only = await this.#store.read('job.publications', { id, after: -1 });
    return only === null ? [] : (parseJson(`[${Buffer.from(only.text).toString()}]`) as JsonArray);
  }

  async *#published(id: string): AsyncGenerator<Uint8Array> {
    let next = await this.#store.read('job.publications', { id, after: -1 });
    while (next !== null) {
      yield next.text;
      next = await this.#store.read('job.publications', { id, after: next.position });
    }
  }
}

function errorsOf({ errors }: JobRow): readonly Fault[] {
  return parseJson(errors) as unknown as readonly Fault[];
}

function refused(job: JobRow): GatewayError {
  const errors = errorsOf(job);
  return new GatewayError('PUBLICATION_REFUSED', {
    facts: { reason: errors[0]?.code ?? 'INTERNAL' },
    errors,
    errorCount: errors.length,
  });
}
