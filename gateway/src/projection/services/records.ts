// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { parseJson, type Instant, type JsonObject } from '@chainshare/chaincode/model';
import { GatewayError } from '../../errors.js';
import type { AssignedCode, StatedAlias } from '../../kinds/known-code.js';
import { canonicalSubject } from '../../kinds/subjects.js';
import type { PublicationLedger } from '../../ledger/publication-ledger.js';
import type { Basis, Caller, Page, RecordQuery, RecordService, RecordView } from '../../services.js';
import type { Store } from '../../store/store.js';
import { MIN_BLOCK_POLL_MS, MIN_BLOCK_WAIT_MS } from '../limits.js';
import type { ListArgs } from '../list/list-args.js';
import type { HeldRecord } from '../one-record.js';
import type { AccessRecorder } from './access-recorder.js';
import { toListArgs } from './list-request.js';
import { publicEnvelope } from './public-envelope.js';
import { proofPack, type BlockEvidence } from './proof-pack.js';
import { recordAccess } from './record-access.js';

/** What the reading of records needs. */
export interface RecordsParts {
  /** MSP ID of this enterprise */
  readonly enterprise: string;
  readonly store: Store;
  readonly ledger: PublicationLedger;
  readonly accesses: AccessRecorder;
  /** the gateway's clock */
  readonly now: () => Instant;
  readonly blockEvidence: BlockEvidence;
  /** how long a list waits for `minBlock`; by default {@link MIN_BLOCK_WAIT_MS} */
  readonly minBlockWaitMs?: number;
}

/**
 * Own and received records. Unknown, not granted and not pulled yet look the same: the existence of a record
 * is not disclosed to whom it was not granted.
 */
export class Records implements RecordService {
  readonly #parts: RecordsParts;

  constructor(parts: RecordsParts) {
    this.#parts = parts;
  }

  /** @throws GatewayError INVALID_REQUEST, PROJECTION_BEHIND */
  async list(query: RecordQuery, caller: Caller): Promise<Page<RecordView>> {
    const { enterprise, accesses, now } = this.#parts;
    const args = toListArgs(query, enterprise, now());
    if (query.minBlock !== undefined) await this.#waitFor(query.minBlock);
    const { json, count } = await this.#page(args);
    accesses.record(caller, { action: 'list', record: null, outcome: 'served', count });
    return parseJson(json) as unknown as Page<RecordView>;
  }

  /** @throws GatewayError RECORD_NOT_FOUND */
  async read(id: string, caller: Caller): Promise<{ readonly data: RecordView } & Basis> {
    const json = await this.#parts.store.read('record.read', { id, now: this.#parts.now() });
    this.#log('read', id, caller, json !== null);
    if (json === null) throw new GatewayError('RECORD_NOT_FOUND');
    return parseJson(json) as unknown as { readonly data: RecordView } & Basis;
  }

  /** @throws GatewayError RECORD_NOT_FOUND, also when the grant is over */
  async prove(id: string, level: 1 | 2, caller: Caller): Promise<Uint8Array> {
    const held = await this.#held(id, 'prove', caller);
    return proofPack(held, level, this.#parts);
  }

  /** @throws GatewayError RECORD_NOT_FOUND */
  async access(id: string, caller: Caller): Promise<{ readonly data: readonly JsonObject[] } & Basis> {
    const held = await this.#held(id, 'access', caller);
    const { enterprise, store } = this.#parts;
    const given = await store.read('grant-given.of', { publication: held.publication });
    const { asOfBlock, pending } = held;
    return { data: recordAccess(held, given, enterprise), asOfBlock, pending, withheld: [] };
  }

  /** @throws GatewayError PUBLICATION_NOT_FOUND, LEDGER_UNAVAILABLE */
  async publication(id: string, caller: Caller): Promise<JsonObject> {
    const { store, ledger } = this.#parts;
    const row = await store.read('project.publication', { id });
    this.#log('publication', id, caller, row !== null);
    if (row === null) throw new GatewayError('PUBLICATION_NOT_FOUND');
    return publicEnvelope(row, ledger);
  }

  async statedAliases(codes: readonly AssignedCode[]): Promise<readonly (readonly StatedAlias[])[]> {
    const things = codes.map(({ publisher, sort, code }) => ({
      publisher,
      thing: canonicalSubject(sort, code, publisher),
    }));
    return this.#parts.store.read('alias.stated', { things, now: this.#parts.now() });
  }

  async #held(id: string, action: 'prove' | 'access', caller: Caller): Promise<HeldRecord> {
    const held = await this.#parts.store.read('record.held', { id });
    this.#log(action, id, caller, held !== null);
    if (held === null) throw new GatewayError('RECORD_NOT_FOUND');
    return held;
  }

  #log(
    action: 'read' | 'prove' | 'access' | 'publication',
    record: string,
    caller: Caller,
    isThere: boolean,
  ): void {
    const outcome = isThere ? 'served' : 'refused';
    this.#parts.accesses.record(caller, { action, record, outcome, count: Number(isThere) });
  }

  /** Only the writing thread can let records of the future take their place, so the reader asks for it. */
  async #page(args: ListArgs): Promise<{ readonly json: string; readonly count: number }> {
    const { store } = this.#parts;
    let page = await store.read('record.page', args);
    if (page.state === 'promote') {
      await store.write('project.promote', { now: args.now });
      page = await store.read('record.page', args);
    }
    if (page.state !== 'ready') {
      throw new GatewayError('PROJECTION_BEHIND', { facts: { block: args.start?.asOfBlock ?? 0 } });
    }
    return page;
  }

  async #waitFor(block: number): Promise<void> {
    const { store, minBlockWaitMs = MIN_BLOCK_WAIT_MS } = this.#parts;
    const deadline = Date.now() + minBlockWaitMs;
    while ((await store.read('project.checkpoint', {})) < block) {
      if (Date.now() >= deadline) throw new GatewayError('PROJECTION_BEHIND', { facts: { block } });
      await sleep(MIN_BLOCK_POLL_MS);
    }
  }
}
