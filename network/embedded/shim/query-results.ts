// SPDX-License-Identifier: Apache-2.0
import { ledger } from '@hyperledger/fabric-protos';
import { QUERY_BATCH_RESULTS, QUERY_RESULTS_MAX } from '../limits.js';
import { encode, peer, Timestamp } from '../protos/index.js';
import type { RangeReader } from '../simulation/range-reader.js';
import type { HistoryEntry } from '../storage/history.js';

interface ResultSource {
  next(): Promise<Uint8Array | undefined>;
  bookmark(): Promise<string>;
  close(): Promise<void>;
}

/** How much of a query is wanted. */
export interface QueryLimits {
  /** Whether the chaincode asked for a page: it then gets one batch and a bookmark. */
  readonly isPaged: boolean;
  readonly maxResults: number;
}

/** An open query of a chaincode, answered batch by batch (core/chaincode/query_response_generator.go). */
export class QueryResults {
  readonly id: string;
  readonly #source: ResultSource;
  readonly #limits: QueryLimits;
  #pending: Uint8Array[] = [];
  #count = 0;

  constructor(id: string, source: ResultSource, limits: QueryLimits) {
    this.id = id;
    this.#source = source;
    this.#limits = limits;
  }

  /**
   * The next batch. The peer reads one result beyond a full batch to know whether more follow, so that one more key
   * enters the read set than the chaincode sees.
   */
  async nextBatch(): Promise<{ response: Buffer; isLast: boolean }> {
    while (this.#count < this.#limits.maxResults) {
      const result = await this.#source.next();
      if (!result) break;
      this.#count++;
      if (!this.#limits.isPaged && this.#pending.length === QUERY_BATCH_RESULTS) {
        const batch = this.#pending;
        this.#pending = [result];
        return { response: this.#response(batch, true), isLast: false };
      }
      this.#pending.push(result);
    }
    return { response: await this.#lastBatch(), isLast: true };
  }

  async close(): Promise<void> {
    await this.#source.close();
  }

  async #lastBatch(): Promise<Buffer> {
    let metadata: Uint8Array | undefined;
    if (this.#limits.isPaged) {
      const message = new peer.QueryResponseMetadata();
      message.setFetchedRecordsCount(this.#count);
      message.setBookmark(await this.#source.bookmark());
      metadata = encode(message);
    }
    await this.#source.close();
    return this.#response(this.#pending, false, metadata);
  }

  #response(batch: readonly Uint8Array[], hasMore: boolean, metadata?: Uint8Array): Buffer {
    const response = new peer.QueryResponse();
    response.setId(this.id);
    response.setHasMore(hasMore);
    response.setResultsList(
      batch.map((bytes) => {
        const result = new peer.QueryResultBytes();
        result.setResultbytes(bytes);
        return result;
      }),
    );
    if (metadata) response.setMetadata(metadata);
    return encode(response);
  }
}

/** The limits of a query without pages. */
export const WHOLE_QUERY: QueryLimits = { isPaged: false, maxResults: QUERY_RESULTS_MAX };

/** Results of a range query. */
export function rangeSource(namespace: string, reader: RangeReader): ResultSource {
  return {
    next: async () => {
      const entry = await reader.next();
      if (!entry) return undefined;
      const result = new ledger.queryresult.KV();
      result.setNamespace(namespace);
      result.setKey(entry.key);
      result.setValue(entry.value);
      return encode(result);
    },
    bookmark: () => reader.bookmark(),
    close: () => reader.close(),
  };
}

/** Results of a history query. */
export function historySource(entries: AsyncGenerator<HistoryEntry, void>): ResultSource {
  return {
    next: async () => {
      const { done, value: entry } = await entries.next();
      if (done) return undefined;
      const time = new Timestamp();
      time.setSeconds(entry.seconds);
      time.setNanos(entry.nanos);
      const result = new ledger.queryresult.KeyModification();
      result.setTxId(entry.transactionId);
      result.setTimestamp(time);
      result.setIsDelete(entry.isDelete);
      result.setValue(entry.value);
      return encode(result);
    },
    bookmark: () => Promise.resolve(''),
    close: async () => {
      await entries.return();
    },
  };
}
