// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { JsonObject } from '@chainshare/chaincode/model';
import { GatewayError } from '../errors.js';
import { codeFieldsOf } from '../intake/codes.js';
import { invalidRequest } from '../invalid-request.js';
import { keptRowsPath, spool, unspool, type Spooled } from '../intake/spool.js';
import type { UnknownCodes } from '../intake/unknown-codes.js';
import type { Catalogue } from '../kinds/catalogue.js';
import { FILE_BYTES_MAX } from '../limits.js';
import { assertScope } from '../scopes.js';
import type { Caller, ImportView, PublishAnswer, PublishRequest, PublishService } from '../services.js';
import { readSettings, type Settings } from '../settings.js';
import type { Store } from '../store/store.js';
import type { NewJob } from '../vault/publish-store.js';
import { firstAnswer, type JobAnswers } from './answers.js';
import { StoredCodes } from './code-table.js';
import { DryRunGroups, readFirst, type FirstReading, type FirstReadingOptions } from './first-reading.js';
import { openCall, type FrozenCall, type ReadableCall } from './frozen-call.js';
import type { ImportLane } from './import-lane.js';
import type { KeptCall } from './kept-call.js';
import { RowKeeper } from './kept-rows.js';
import { KeyDesk, requestHash, type KeyClaim } from './key-desk.js';
import { newLookups } from './lookups.js';
import type { Outbox } from './outbox.js';
import type { SealingLane } from './sealing-lane.js';
import { sheetReading } from './sheet-desk.js';
import type { SnapshotDesk } from './snapshot-desk.js';
import type { PlannedRecord } from './transaction-plan.js';

/** What publishing needs of the gateway. */
export interface PublisherContext {
  readonly enterprise: string;
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly sealing: SealingLane;
  readonly outbox: Outbox;
  readonly imports: ImportLane;
  readonly snapshots: SnapshotDesk;
  readonly answers: JobAnswers;
  /** Folder of bodies that are being read. */
  readonly spoolDir: string;
  /** The time, RFC 3339 in UTC with milliseconds. */
  readonly now: () => string;
  /** Told where it is, so that a test can end the process there. */
  readonly step?: (name: string) => void;
}

/**
 * Publishes what callers send: the whole body is spooled and validated, then sealed and stored in one transaction
 * of the vault, and from then on it reaches the ledger whatever happens.
 */
export class Publisher implements PublishService {
  readonly #context: PublisherContext;
  readonly #keys: KeyDesk;

  constructor(context: PublisherContext) {
    this.#context = context;
    this.#keys = new KeyDesk(context.store);
  }

  /** @see {@link PublishService.publish} */
  async publish(request: PublishRequest, caller: Caller): Promise<PublishAnswer> {
    const { spoolDir, step } = this.#context;
    if (!request.dryRun && request.idempotencyKey === undefined) {
      throw new GatewayError('IDEMPOTENCY_KEY_REQUIRED');
    }
    const spooled = await spool(request.body, spoolDir, FILE_BYTES_MAX);
    step?.('after spool');
    try {
      if (request.dryRun) return await this.#dryRun(request, spooled, caller);
      return await this.#publishOnce(request, spooled, caller);
    } finally {
      await unspool(spooled);
    }
  }

  /** @see {@link PublishService.readImport} */
  async readImport(id: string): Promise<ImportView> {
    return this.#context.answers.view(id);
  }

  async #publishOnce(request: PublishRequest, spooled: Spooled, caller: Caller): Promise<PublishAnswer> {
    // Another client's key is another key, whatever its text.
    const name = `${caller.clientId} ${request.idempotencyKey ?? ''}`;
    const claim = await this.#keys.claim(name, requestHash(request, spooled.sha256));
    try {
      const job = claim.job ?? (await this.#begin(request, spooled, { caller, claim }));
      return await this.#context.answers.of(job, request.waitSeconds);
    } finally {
      claim.release();
    }
  }

  async #begin(
    request: PublishRequest,
    spooled: Spooled,
    { caller, claim }: { caller: Caller; claim: KeyClaim },
  ): Promise<string> {
    const frozen = await this.#freeze(request, spooled);
    const call = await this.#open(frozen, caller);
    return this.#context.snapshots.inTurn(call, async () => {
      const keeper = new RowKeeper(keptRowsPath(spooled.path));
      const job = await this.#beginRead(call, frozen, claim, keeper).catch(async (error: unknown) => {
        await rm(keeper.lines.path, { force: true });
        throw error;
      });
      this.#context.step?.('after vault');
      return job;
    });
  }

  async #beginRead(
    call: ReadableCall,
    frozen: FrozenCall,
    claim: KeyClaim,
    keeper: RowKeeper,
  ): Promise<string> {
    const { imports, step } = this.#context;
    const reading = await this.#read(call, frozen, { keeper });
    await keeper.lines.write();
    const kept = keeper.count === 0 ? undefined : keptCallOf(frozen, reading, keeper);
    const newJob = newJobOf(claim, call, reading, kept);
    step?.('after validate');
    if (kept === undefined) await this.#sealAtOnce(call, newJob, reading);
    else await imports.begin(kept, newJob, reading.plan);
    return newJob.id;
  }

  async #sealAtOnce(
    call: ReadableCall,
    newJob: NewJob,
    { total, zeroed, added, plan }: FirstReading,
  ): Promise<void> {
    const { sealing, outbox } = this.#context;
    const { directory } = call;
    const request = { job: newJob.id, newJob, position: 0, plan, directory, inline: false };
    outbox.add(await sealing.seal({ ...request, nextRow: total + zeroed + added, last: true }));
  }

  async #dryRun(request: PublishRequest, spooled: Spooled, caller: Caller): Promise<PublishAnswer> {
    const groups = new DryRunGroups();
    const frozen = await this.#freeze(request, spooled);
    const call = await this.#open(frozen, caller);
    const each = (record: PlannedRecord): void => {
      groups.add(record);
    };
    const reading = await this.#context.snapshots.inTurn(call, () => this.#read(call, frozen, { each }));
    return { status: 200, body: { publications: groups.publications, ...firstAnswer(reading) } };
  }

  async #open(frozen: FrozenCall, { scopes }: Caller): Promise<ReadableCall> {
    const { enterprise, catalogue } = this.#context;
    const call = await openCall(frozen, enterprise, catalogue);
    assertScope(scopes, `publish:${call.input.kind.name}`);
    if (frozen.unknownCodes === 'add') {
      for (const { sort } of codeFieldsOf(call.input.kind)) assertScope(scopes, `publish:${sort}`);
    }
    if (call.call.faults.length > 0) throw invalidRequest(call.call.faults);
    return call;
  }

  async #read(
    call: ReadableCall,
    { onError }: FrozenCall,
    taking: Pick<FirstReadingOptions, 'keeper' | 'each'>,
  ): Promise<FirstReading> {
    const { enterprise, store, snapshots } = this.#context;
    const { receivedAt: now } = call.check;
    const codes = new StoredCodes(store, enterprise);
    // Products and locations whose time has come are known too.
    if (codeFieldsOf(call.input.kind).length > 0) await store.write('project.promote', { now });
    return readFirst(call, {
      lookups: newLookups({ store, enterprise, now }, codes),
      onError,
      findZeroRows: (snapshot) => snapshots.findZeroRows(call, snapshot),
      ...taking,
    });
  }

  async #freeze(request: PublishRequest, spooled: Spooled): Promise<FrozenCall> {
    const { store, now } = this.#context;
    const { kind, to, sections, onward, note, observedAt, snapshot } = request;
    const given = Object.entries({ kind, to, sections, onward, note, observedAt, snapshot }).filter(
      ([, value]) => value !== undefined,
    );
    const { members } = await store.read('directory', null);
    const policies = await store.read('policy.list', {});
    const settings = await readSettings(store);
    return {
      spooled,
      contentType: request.contentType,
      query: Object.fromEntries(given),
      reading: await sheetReading(request, spooled, { store, settings }),
      onError: request.onError,
      unknownCodes: unknownCodesOf(request, settings),
      receivedAt: now(),
      members: members.map((member) => ({
        id: member.id,
        status: member.status,
        roles: member.roles,
        ...identifiersOf(member),
        keys: member.keys,
      })),
      policies: policies.map(({ id, body }) => ({ id, body: JSON.parse(body) as JsonObject })),
    };
  }
}

/** Who has them added says by that what they are, whatever the enterprise wants of codes that nobody explains. */
function unknownCodesOf({ addUnknown }: PublishRequest, { codes }: Settings): UnknownCodes {
  if (addUnknown === true) return 'add';
  return codes === 'known' ? 'refuse' : 'warn';
}

function identifiersOf({ uscc, lei, gln }: { uscc?: string; lei?: string; gln?: string }): object {
  return { ...(uscc && { uscc }), ...(lei && { lei }), ...(gln && { gln }) };
}

function keptCallOf({ members }: FrozenCall, { plan }: FirstReading, { lines, count }: RowKeeper): KeptCall {
  return { rows: lines.path, first: plan.size, kept: count, members };
}

function newJobOf(
  claim: KeyClaim,
  call: ReadableCall,
  reading: FirstReading,
  kept: KeptCall | undefined,
): NewJob {
  return {
    id: randomUUID(),
    key: { name: claim.name, bodyHash: claim.bodyHash },
    kind: call.input.kind.name,
    total: reading.accepted + reading.zeroed + reading.added,
    request: JSON.stringify(kept ?? {}),
    answer: JSON.stringify(firstAnswer(reading)),
    errors: JSON.stringify(reading.errors),
  };
}
