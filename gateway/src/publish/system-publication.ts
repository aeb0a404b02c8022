// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import {
  canonical,
  parseInstant,
  sections,
  sha256Hex,
  type JsonObject,
  type JsonValue,
} from '@chainshare/chaincode/model';
import { invalidRequest } from '../invalid-request.js';
import { RecordChecker } from '../intake/record-checker.js';
import type { Catalogue } from '../kinds/catalogue.js';
import type { Kind } from '../kinds/kind.js';
import { WAIT_DEFAULT_SECONDS } from '../limits.js';
import { newDirectory, type Directory } from '../policy/directory.js';
import { EVERYBODY, type Disclosure, type Grant } from '../policy/disclosure.js';
import type { PublishAnswer } from '../services.js';
import type { Store } from '../store/store.js';
import type { JobAnswers } from './answers.js';
import { KeyDesk } from './key-desk.js';
import type { Outbox } from './outbox.js';
import type { SealingLane } from './sealing-lane.js';
import { TransactionPlan } from './transaction-plan.js';

/** Something that a gateway says on its own: a key, a profile, a grant. */
export interface SystemPublication {
  readonly kind: string;
  /** Flat values of each record. */
  readonly records: readonly JsonObject[];
  /** Everybody in the network, or the enterprises named. */
  readonly to: 'network' | readonly string[];
  /** Publishes once, however often it is called with the same key and records. */
  readonly idempotencyKey: string;
  /** What makes two calls the same; the records where absent, which must not hold the time of the call then. */
  readonly sameness?: JsonValue;
  /** How long to wait until it stands in the own projection. */
  readonly waitSeconds?: number;
}

/** How far a system publication has come: 201 when it stands in the own projection, else 202. */
export interface SystemPublished extends PublishAnswer {
  /** Ids of what was sealed; from then on nothing of it can be lost. */
  readonly publications: readonly string[];
}

/** What system publications need of the gateway. */
export interface SystemPublisherContext {
  readonly enterprise: string;
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly sealing: SealingLane;
  readonly outbox: Outbox;
  readonly answers: JobAnswers;
  /** The time, RFC 3339 in UTC with milliseconds. */
  readonly now: () => string;
}

/** Publishes what gateways say to each other, in the same way as records: once, sealed, never lost. */
export class SystemPublisher {
  readonly #context: SystemPublisherContext;
  readonly #keys: KeyDesk;

  constructor(context: SystemPublisherContext) {
    this.#context = context;
    this.#keys = new KeyDesk(context.store);
  }

  /**
   * Publishes and waits.
   *
   * @throws GatewayError INVALID_REQUEST with the faults of the records
   */
  async publish(publication: SystemPublication): Promise<SystemPublished> {
    const { kind, records, to, idempotencyKey } = publication;
    const hash = sha256Hex(canonical([kind, publication.sameness ?? records, to]));
    const claim = await this.#keys.claim(`system ${idempotencyKey}`, hash);
    try {
      const job = claim.job ?? (await this.#begin(publication, { name: claim.name, bodyHash: hash }));
      const publications = await this.#context.store.read('job.sealed', { id: job });
      const answer = await this.#context.answers.of(job, publication.waitSeconds ?? WAIT_DEFAULT_SECONDS);
      return { ...answer, publications };
    } finally {
      claim.release();
    }
  }

  async #begin(
    { kind: name, records, to }: SystemPublication,
    key: { readonly name: string; readonly bodyHash: string },
  ): Promise<string> {
    const { store, catalogue, sealing, outbox } = this.#context;
    const kind = catalogue.kind(name);
    const directory = newDirectory((await store.read('directory', null)).members);
    const disclosure = to === 'network' ? OPEN_TO_MEMBERS : disclosureTo(to, kind, directory);
    const plan = this.#plan(records, kind, directory, disclosure);
    const job = randomUUID();
    const total = records.length;
    const answer = JSON.stringify({ accepted: total, rejected: 0, warnings: [] });
    const newJob = { id: job, key, kind: name, total, request: '{}', answer, errors: '[]' };
    const inline = kind.marks['x-inline'] === true;
    const where = { job, newJob, position: 0, nextRow: total, last: true };
    outbox.add(await sealing.seal({ ...where, plan, directory, inline }));
    return job;
  }

  #plan(
    records: readonly JsonObject[],
    kind: Kind,
    directory: Directory,
    disclosure: Disclosure,
  ): TransactionPlan {
    const { enterprise, now } = this.#context;
    const checker = new RecordChecker({
      kind,
      publisher: enterprise,
      directory,
      receivedAt: parseInstant(now()),
    });
    const plan = new TransactionPlan();
    records.forEach((values, i) => {
      const { candidate, faults } = checker.check({ row: i + 1, values, faults: [] });
      if (candidate === undefined) throw invalidRequest(faults);
      if (!plan.add({ kind, written: candidate, disclosure, follow: null })) {
        throw invalidRequest([
          { pointer: '', code: 'TOO_LARGE', message: 'these records do not fit one transaction' },
        ]);
      }
    });
    return plan;
  }
}

const OPEN_TO_MEMBERS: Disclosure = {
  audience: 'network',
  grants: [{ enterprise: EVERYBODY, sections, purpose: 0, until: 0, policies: [] }],
  onward: null,
};

/** Whoever has no key can be told nothing yet. */
function disclosureTo(enterprises: readonly string[], kind: Kind, directory: Directory): Disclosure {
  const reachable = [...new Set(enterprises)].filter((id) => directory.newestKey(id) !== undefined).sort();
  const grants = reachable.map((enterprise): Grant => {
    return { enterprise, sections: kind.sections, purpose: 0, until: 0, policies: [] };
  });
  return { audience: 'granted', grants, onward: null };
}
