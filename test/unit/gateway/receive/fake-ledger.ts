// SPDX-License-Identifier: Apache-2.0
import { EventEmitter, once } from 'node:events';
import type { PublicationState } from '@chainshare/chaincode/model';
import { GatewayError } from '@chainshare/gateway/internal/errors.js';
import type { LedgerBlock } from '@chainshare/gateway/internal/ledger/ledger-block.js';
import type { PublicationLedger } from '@chainshare/gateway/internal/ledger/publication-ledger.js';
import { readEnvelope } from '@chainshare/gateway/internal/sealing/open.js';
import type { Sealed } from '@chainshare/gateway/internal/sealing/seal.js';

/** A ledger in memory: blocks are appended by hand, peers of publishers can be away or lie. */
export class FakeLedger implements PublicationLedger {
  readonly #blocks: LedgerBlock[] = [];
  readonly #events = new EventEmitter();
  /** What publishers' peers answer, by id. */
  readonly sealed = new Map<string, Uint8Array>();
  readonly purged = new Set<string>();
  /** Publishers whose peers do not answer. */
  readonly away = new Set<string>();
  /** Questions asked so far: publisher and number of ids. */
  readonly pulls: { readonly publisher: string; readonly ids: number }[] = [];
  /** Ids that one answer covers at most. */
  answersMax = Number.POSITIVE_INFINITY;

  /** Commits one block, a transaction for each list of publications. */
  commit(...transactions: readonly (readonly Sealed[])[]): number {
    const number = this.#blocks.length;
    this.#blocks.push({
      number,
      undecodable: [],
      transactions: transactions.map((list, index) => {
        const publications = list.map((sealed) => this.#publish(sealed));
        const creator = publications[0]?.publisher ?? 'Xinqiao';
        const timestamp = new Date(1_764_000_000_000 + number * 1_000).toISOString();
        return {
          index,
          transactionId: `tx-${number}-${index}`,
          creator,
          timestamp,
          publications,
          refused: [],
          memberWrites: [],
        };
      }),
    });
    this.#events.emit('block');
    return number;
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

  /** Another value makes another ledger. */
  first = 'genesis';

  genesis(): Promise<string> {
    return Promise.resolve(this.first);
  }

  height(): Promise<number> {
    return Promise.resolve(this.#blocks.length);
  }

  readSealed(publisher: string, ids: readonly string[]): Promise<readonly (Uint8Array | null)[]> {
    this.pulls.push({ publisher, ids: ids.length });
    if (this.away.has(publisher)) return Promise.reject(new GatewayError('LEDGER_UNAVAILABLE'));
    return Promise.resolve(ids.slice(0, this.answersMax).map((id) => this.sealed.get(id) ?? null));
  }

  verify(_publisher: string, id: string): Promise<PublicationState> {
    return Promise.resolve(this.purged.has(id) ? 'PURGED' : 'OK');
  }

  endorsePublish(): Promise<never> {
    return Promise.reject(new Error('receiving never publishes'));
  }
  submit = this.endorsePublish.bind(this);
  commitStatus = this.endorsePublish.bind(this);
  readPublication = this.endorsePublish.bind(this);
  transactionEnvelope = this.endorsePublish.bind(this);
  block = this.endorsePublish.bind(this);

  close(): void {
    this.#events.removeAllListeners();
  }

  #publish({ id, envelope, sealed }: Sealed) {
    const parsed = readEnvelope(envelope);
    if (parsed.fields.b === undefined && !this.purged.has(id)) this.sealed.set(id, sealed);
    return { id, publisher: parsed.envelope.p, parsed };
  }
}
