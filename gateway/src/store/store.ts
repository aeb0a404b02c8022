// SPDX-License-Identifier: Apache-2.0
import { Lane } from './lane.js';
import type { Reads } from './reads.js';
import type { Writes } from './writes.js';

type AnyOperation = (db: never, args: never) => unknown;

/** The second parameter of an operation. */
export type ArgsOf<O extends AnyOperation> = Parameters<O>[1];

/**
 * The files of one gateway, reached through two threads, one that writes and one that reads, so that no query ever
 * blocks the event loop.
 */
export interface Store {
  /**
   * Runs a write; writes run one after another, in the order of the calls.
   *
   * @throws GatewayError as the operation threw it; Error with `code` for a failure of SQLite
   */
  write<N extends keyof Writes>(name: N, args: ArgsOf<Writes[N]>): Promise<ReturnType<Writes[N]>>;
  /** Runs a read on a snapshot that holds every write whose promise was fulfilled before the call. */
  read<N extends keyof Reads>(name: N, args: ArgsOf<Reads[N]>): Promise<ReturnType<Reads[N]>>;
  /** Finishes what was asked, then closes the files. */
  close(): Promise<void>;
}

/**
 * Opens the store of a gateway, creating or migrating its files.
 *
 * @param dir - the gateway's data folder
 * @throws Error when the files cannot be opened or are of a newer release
 */
export async function openStore(dir: string): Promise<Store> {
  // The writer migrates; only then does the reader find its tables.
  const writer = await Lane.open(dir, 'write');
  const reader = await Lane.open(dir, 'read').catch(async (error: unknown) => {
    await writer.close();
    throw error;
  });
  return {
    write: (name, args) => writer.run(name, args) as never,
    read: (name, args) => reader.run(name, args) as never,
    close: async () => {
      await reader.close();
      // The last connection to close removes the write-ahead log; the reader cannot, so it goes first.
      await writer.close();
    },
  };
}
