// SPDX-License-Identifier: Apache-2.0
import { createHash, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import {
  LedgerError,
  parsePublishList,
  writeSealedList,
  type PublicationState,
} from '@chainshare/chaincode/model';
import { GatewayError } from '@chainshare/gateway/internal/errors.js';
import { readEnvelope } from '@chainshare/gateway/internal/sealing/open.js';
import type { LedgerBlock, LedgerPublication } from '@chainshare/gateway/internal/ledger/ledger-block.js';
import type {
  CommitOutcome,
  PublicationLedger,
  PublicationToPublish,
  SignedTransaction,
} from '@chainshare/gateway/internal/ledger/publication-ledger.js';

/** A fault that the ledger shows at its next call of a step, once each. */
export interface PlannedFaults {
  endorse: GatewayError[];
  submit: GatewayError[];
  commitStatus: (GatewayError | 'invalid')[];
}

interface Proposal {
  readonly list: readonly PublicationToPublish[];
  readonly signature: Buffer;
}

/** A ledger in memory that checks lists by the rules of the chaincode and signatures for real. */
export class MemoryLedger implements PublicationLedger {
  readonly faults: PlannedFaults = { endorse: [], submit: [], commitStatus: [] };
  /** Calls so far. */
  readonly calls = { endorse: 0, submit: 0, commitStatus: 0 };
  /** Every transaction that was ordered, invalid ones included. */
  readonly ordered: string[] = [];
  /** Transactions are ordered only while this is set. */
  isOrdering = true;
  readonly #publisher: string;
  readonly #key: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  readonly #blocks: LedgerBlock[] = [];
  readonly #committed = new Map<string, LedgerPublication>();
  readonly #transactions = new Map<string, CommitOutcome>();
  readonly #waiting: SignedTransaction[] = [];
  readonly #events = new EventEmitter().setMaxListeners(0);

  constructor(publisher: string) {
    this.#publisher = publisher;
    this.#key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  }

  /** The publications of the ledger, in their order. */
  get publications(): readonly LedgerPublication[] {
    return [...this.#committed.values()];
  }

  /** Commits one block that others have written. */
  commit(transaction: Partial<LedgerBlock['transactions'][number]>): void {
    const number = this.#blocks.length;
    this.#blocks.push({
      number,
      undecodable: [],
      transactions: [
        {
          index: 0,
          transactionId: `tx-${number}`,
          creator: this.#publisher,
          timestamp: new Date().toISOString(),
          publications: [],
          refused: [],
          memberWrites: [],
          ...transaction,
        },
      ],
    });
    this.#events.emit('block');
  }

  endorsePublish(list: readonly PublicationToPublish[]): Promise<SignedTransaction> {
    this.calls.endorse += 1;
    return Promise.resolve().then(() => {
      const fault = this.faults.endorse.shift();
      if (fault !== undefined) throw fault;
      const ids = this.#check(list);
      const existing = ids.filter((id) => this.#committed.has(id)).length;
      if (existing > 0) {
        throw new GatewayError('EXISTS', { facts: { existing, total: ids.length, reason: 'EXISTS' } });
      }
      const text = Buffer.from(JSON.stringify({ list: list.map(toText), nonce: this.calls.endorse }));
      const signature = sign('sha256', text, this.#key.privateKey);
      const bytes = Buffer.from(
        JSON.stringify({ text: text.toString('base64'), signature: signature.toString('base64') }),
      );
      return { transactionId: createHash('sha256').update(text).digest('hex'), bytes };
    });
  }

  submit(transaction: SignedTransaction): Promise<void> {
    this.calls.submit += 1;
    return Promise.resolve().then(() => {
      const fault = this.faults.submit.shift();
      // Whoever hears that the outcome is unknown cannot know that it was ordered all the same.
      if (fault === undefined || fault.code === 'COMMIT_UNKNOWN') this.#waiting.push(transaction);
      this.order();
      if (fault !== undefined) throw fault;
    });
  }

  async commitStatus(transaction: SignedTransaction): Promise<CommitOutcome> {
    this.calls.commitStatus += 1;
    const fault = this.faults.commitStatus.shift();
    if (fault === 'invalid') return { valid: false, code: 'MVCC_READ_CONFLICT', block: 0 };
    if (fault !== undefined) throw fault;
    for (;;) {
      const outcome = this.#transactions.get(transaction.transactionId);
      if (outcome !== undefined) return outcome;
      await once(this.#events, 'block');
    }
  }

  /** Orders what waits, if ordering is on. */
  order(): void {
    if (!this.isOrdering) return;
    for (const transaction of this.#waiting.splice(0)) this.#order(transaction);
  }

  async *blocks(from: number, signal: AbortSignal): AsyncGenerator<LedgerBlock, void, undefined> {
    for (let number = from; !signal.aborted; number++) {
      while (number >= this.#blocks.length) {
        try {
          await once(this.#events, 'block', { signal });
        } catch {
          return;
        }
      }
      yield this.#blocks[number] as LedgerBlock;
    }
  }

  readBlock(number: number): Promise<LedgerBlock> {
    return Promise.resolve(this.#blocks[number] as LedgerBlock);
  }

  genesis(): Promise<string> {
    return Promise.resolve('genesis');
  }

  height(): Promise<number> {
    return Promise.resolve(this.#blocks.length);
  }

  verify(): Promise<PublicationState> {
    return Promise.resolve('OK');
  }

  readSealed(): Promise<never> {
    return Promise.reject(new Error('an own publication is never pulled'));
  }
  readPublication = this.readSealed.bind(this);
  transactionEnvelope = this.readSealed.bind(this);
  block = this.readSealed.bind(this);

  close(): void {
    this.#events.removeAllListeners();
  }

  #check(list: readonly PublicationToPublish[]): readonly string[] {
    const sealed = writeSealedList(list.map((one) => one.sealed ?? Buffer.alloc(0)));
    try {
      return parsePublishList(`[${list.map((one) => one.envelope).join(',')}]`, sealed, this.#publisher).map(
        ({ id }) => id,
      );
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      throw new GatewayError('ENDORSEMENT_FAILED', { facts: { reason: error.code } });
    }
  }

  #order({ transactionId, bytes }: SignedTransaction): void {
    this.ordered.push(transactionId);
    if (this.#transactions.has(transactionId)) return;
    const { list, signature } = read(bytes);
    const text = textOf(bytes);
    if (!verify('sha256', text, this.#key.publicKey, signature)) {
      throw new Error('the signature of a transaction does not verify');
    }
    const number = this.#blocks.length;
    const sealed = writeSealedList(list.map((one) => one.sealed ?? Buffer.alloc(0)));
    const parsed = parsePublishList(
      `[${list.map((one) => one.envelope).join(',')}]`,
      sealed,
      this.#publisher,
    );
    const valid = parsed.every(({ id }) => !this.#committed.has(id));
    this.#transactions.set(transactionId, {
      valid,
      code: valid ? 'VALID' : 'MVCC_READ_CONFLICT',
      block: number,
    });
    const publications = valid
      ? parsed.map(({ id, bytes }) => ({ id, publisher: this.#publisher, parsed: readEnvelope(bytes) }))
      : [];
    for (const publication of publications) this.#committed.set(publication.id, publication);
    this.commit({ transactionId, publications });
  }
}

function toText({ envelope, sealed }: PublicationToPublish): readonly [string, string | null] {
  return [envelope, sealed === null ? null : Buffer.from(sealed).toString('base64')];
}

function textOf(bytes: Uint8Array): Buffer {
  const { text } = JSON.parse(Buffer.from(bytes).toString()) as { text: string };
  return Buffer.from(text, 'base64');
}

function read(bytes: Uint8Array): Proposal {
  const { signature } = JSON.parse(Buffer.from(bytes).toString()) as { signature: string };
  const { list } = JSON.parse(textOf(bytes).toString()) as { list: [string, string | null][] };
  return {
    list: list.map(([envelope, sealed]) => ({
      envelope,
      sealed: sealed === null ? null : Buffer.from(sealed, 'base64'),
    })),
    signature: Buffer.from(signature, 'base64'),
  };
}
