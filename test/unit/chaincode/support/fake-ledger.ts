// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { Context } from 'fabric-contract-api';
import { callerIdentity, type Certificate } from './certificates.js';
import { signedProposal } from './signed-proposal.js';

/** One write of a transaction, as readable text: `put key`, `delete key`, `private collection key`, … */
export type Write = string;

/** Who calls what, and on whose peer. */
export interface Call {
  readonly caller: Certificate;
  /** MSP ID of the endorsing peer; the caller's own when absent */
  readonly peer?: string;
  readonly chaincode: string;
  readonly transient?: Readonly<Record<string, Uint8Array>>;
  readonly txId?: string;
  readonly time?: string;
}

/** What a transaction function did. */
export interface Outcome<Result> {
  readonly result: Result;
  readonly writes: readonly Write[];
}

interface Change {
  readonly write: Write;
  readonly apply: () => void;
}

type Values = Map<string, Buffer>;

/**
 * A ledger of one chaincode name that behaves as a peer towards chaincode: a transaction never sees its own
 * writes, only what was committed before; private values are readable on their owner's peer only, their
 * hashes everywhere; a transaction that fails changes nothing.
 */
export class FakeLedger {
  readonly state: Values = new Map();
  readonly collections: Map<string, Values>;
  /** values of own collections that were lost, while their hashes remain */
  readonly lost = new Set<string>();

  constructor(organisations: readonly string[]) {
    this.collections = new Map(organisations.map((id) => [`_implicit_org_${id}`, new Map<string, Buffer>()]));
  }

  /**
   * Runs a transaction function and commits what it wrote. When it fails, the error is thrown again with what
   * it had written until then as `writes`.
   */
  async run<Result>(call: Call, transaction: (ctx: Context) => Promise<Result>): Promise<Outcome<Result>> {
    const changes: Change[] = [];
    const ctx = { stub: this.#stub(call, changes), clientIdentity: callerIdentity(call.caller) };
    try {
      const result = await transaction(ctx as unknown as Context);
      for (const { apply } of changes) apply();
      return { result, writes: changes.map(({ write }) => write) };
    } catch (error) {
      throw Object.assign(error as Error, { writes: changes.map(({ write }) => write) });
    }
  }

  #stub(call: Call, changes: Change[]): object {
    const peer = call.peer ?? call.caller.mspId;
    return {
      ...this.#publicState(changes),
      ...this.#privateState(peer, changes),
      getMspID: () => peer,
      getTxID: () => call.txId ?? '0'.repeat(64),
      getTransient: () => new Map(Object.entries(call.transient ?? {})),
      getSignedProposal: () => signedProposal(call.chaincode),
      getDateTimestamp: () => new Date(call.time ?? '2026-11-23T00:00:00Z'),
    };
  }

  #publicState(changes: Change[]): object {
    const committed = this.state;
    return {
      getState: (key: string) => Promise.resolve(committed.get(key) ?? Buffer.alloc(0)),
      putState: (key: string, value: Uint8Array) => {
        changes.push({ write: `put ${key}`, apply: () => committed.set(key, Buffer.from(value)) });
        return Promise.resolve();
      },
      deleteState: (key: string) => {
        changes.push({ write: `delete ${key}`, apply: () => committed.delete(key) });
        return Promise.resolve();
      },
      // eslint-disable-next-line @typescript-eslint/require-await -- the shim's iterator is asynchronous
      async *getStateByRange(start: string, end: string) {
        const keys = [...committed.keys()].filter((key) => key >= start && key < end).sort();
        for (const key of keys) yield { key, value: committed.get(key) };
      },
    };
  }

  #privateState(peer: string, changes: Change[]): object {
    return {
      getPrivateData: async (name: string, key: string) => {
        const value = (await this.#collection(name)).get(key);
        if (value === undefined) return Buffer.alloc(0);
        if (name === `_implicit_org_${peer}` && !this.lost.has(key)) return value;
        throw new Error(
          'private data matching public hash version is not available. Public hash version = 1',
        );
      },
      getPrivateDataHash: async (name: string, key: string) => {
        const value = (await this.#collection(name)).get(key);
        return value === undefined ? Buffer.alloc(0) : createHash('sha256').update(value).digest();
      },
      putPrivateData: async (name: string, key: string, value: Uint8Array) => {
        const values = await this.#collection(name);
        const apply = (): void => {
          values.set(key, Buffer.from(value));
          this.lost.delete(key);
        };
        changes.push({ write: `private ${name} ${key}`, apply });
      },
      purgePrivateData: async (name: string, key: string) => {
        const values = await this.#collection(name);
        changes.push({ write: `purge ${name} ${key}`, apply: () => values.delete(key) });
      },
    };
  }

  async #collection(name: string): Promise<Values> {
    const values = this.collections.get(name);
    if (values !== undefined) return Promise.resolve(values);
    throw new Error(`collection [${name}] not defined in the collection config for chaincode [records]`);
  }
}
