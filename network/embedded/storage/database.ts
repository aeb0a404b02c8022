// SPDX-License-Identifier: Apache-2.0
import { mkdir } from 'node:fs/promises';
import { ClassicLevel, type BatchOperation, type Snapshot } from 'classic-level';
import { ITERATOR_READ_AHEAD, WRITE_BUFFER_BYTES } from '../limits.js';

type Level = ClassicLevel<Buffer, Buffer>;

/** One change of a database. */
export type Operation = BatchOperation<Level, Buffer, Buffer>;

/** Stores a value. */
export function put(key: Buffer, value: Buffer): Operation {
  return { type: 'put', key, value };
}

/** Removes a key. */
export function del(key: Buffer): Operation {
  return { type: 'del', key };
}

// Before and after every key space, which begin with a letter.
const FIRST_KEY = Buffer.of(0x00);
const LAST_KEY = Buffer.of(0xff);
const NO_VALUE = Buffer.alloc(0);

/** How a database keeps its files. */
export interface DatabaseOptions {
  /** Whether writes that must last are forced to disk. */
  readonly sync: boolean;
  readonly compression: boolean;
}

/** Keys from `gte` to before `lt`. */
export interface KeyRange {
  readonly gte: Buffer;
  readonly lt: Buffer;
  readonly reverse?: boolean;
}

/** A moment of a database that readers share; it ends when the last of them lets go and a newer one exists. */
export class Moment {
  readonly snapshot: Snapshot;
  readonly #onClosed: (moment: Moment) => void;
  #readers = 0;
  #superseded = false;

  constructor(snapshot: Snapshot, onClosed: (moment: Moment) => void) {
    this.snapshot = snapshot;
    this.#onClosed = onClosed;
  }

  /** Adds a reader. */
  acquire(): this {
    this.#readers++;
    return this;
  }

  /** Takes a reader away. */
  release(): void {
    this.#readers--;
    this.#closeIfUnused();
  }

  /** Says that a newer moment exists. */
  supersede(): void {
    this.#superseded = true;
    this.#closeIfUnused();
  }

  #closeIfUnused(): void {
    if (!this.#superseded || this.#readers > 0) return;
    void this.snapshot.close().then(() => {
      this.#onClosed(this);
    });
  }
}

/** A LevelDB folder with binary keys, whole batches, and moments that stay readable while it changes. */
export class Database {
  readonly #level: Level;
  readonly #sync: boolean;
  readonly #past = new Set<Moment>();
  #whenPastIsGone: (() => void)[] = [];
  #latest: Moment | undefined;

  private constructor(level: Level, sync: boolean) {
    this.#level = level;
    this.#sync = sync;
  }

  /**
   * Opens or creates the folder.
   * @throws Error when another process has it open or its files are damaged.
   */
  static async open(folder: string, { sync, compression }: DatabaseOptions): Promise<Database> {
    await mkdir(folder, { recursive: true });
    const level: Level = new ClassicLevel(folder, {
      keyEncoding: 'buffer',
      valueEncoding: 'buffer',
      compression,
      writeBufferSize: WRITE_BUFFER_BYTES,
    });
    await level.open();
    return new Database(level, sync);
  }

  /** The latest moment, with the caller as a reader. */
  acquire(): Moment {
    return this.hold().acquire();
  }

  /** Makes sure that the moment before a coming change exists, so that readers keep seeing it until {@link advance}. */
  hold(): Moment {
    this.#latest ??= new Moment(this.#level.snapshot(), (moment) => {
      this.#forget(moment);
    });
    return this.#latest;
  }

  /** From now on readers see what was written. */
  advance(): void {
    if (!this.#latest) return;
    this.#past.add(this.#latest);
    this.#latest.supersede();
    this.#latest = undefined;
  }

  /** The value of a key, at a moment or now. */
  get(key: Buffer, moment?: Moment): Buffer | undefined {
    return moment
      ? this.#level.getSync(key, {
          keyEncoding: 'buffer',
          valueEncoding: 'buffer',
          snapshot: moment.snapshot,
        })
      : this.#level.getSync(key);
  }

  /** Entries of a range, in batches read ahead. */
  async *entries(range: KeyRange, moment?: Moment): AsyncGenerator<[key: Buffer, value: Buffer], void> {
    const iterator = this.#level.iterator<Buffer, Buffer>({
      ...range,
      keyEncoding: 'buffer',
      valueEncoding: 'buffer',
      ...(moment && { snapshot: moment.snapshot }),
    });
    try {
      for (;;) {
        const batch = await iterator.nextv(ITERATOR_READ_AHEAD);
        if (batch.length === 0) return;
        yield* batch;
      }
    } finally {
      await iterator.close();
    }
  }

  /** Writes all or nothing, and waits for the disk when the database was opened so. */
  async write(operations: readonly Operation[]): Promise<void> {
    await this.#level.batch([...operations], { sync: this.#sync });
  }

  /** Writes what may be lost with the machine, though not with the process. */
  async note(operations: readonly Operation[]): Promise<void> {
    await this.#level.batch([...operations]);
  }

  /**
   * Rewrites the files so that removed and overwritten values leave the disk, once nobody reads the past any more.
   * LevelDB never rewrites its lowest level by itself: it takes a newer file that spans all keys to have it merged.
   */
  async compact(): Promise<void> {
    if (this.#past.size > 0) await new Promise<void>((resolve) => this.#whenPastIsGone.push(resolve));
    await this.#level.compactRange(FIRST_KEY, LAST_KEY);
    await this.#level.batch([put(FIRST_KEY, NO_VALUE), put(LAST_KEY, NO_VALUE)]);
    await this.#level.compactRange(FIRST_KEY, LAST_KEY);
  }

  /** Closes the folder; running iterators end first. */
  async close(): Promise<void> {
    this.advance();
    await this.#level.close();
  }

  #forget(moment: Moment): void {
    this.#past.delete(moment);
    if (this.#past.size > 0) return;
    const waiting = this.#whenPastIsGone;
    this.#whenPastIsGone = [];
    for (const resolve of waiting) resolve();
  }
}
