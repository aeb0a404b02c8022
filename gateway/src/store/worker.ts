// SPDX-License-Identifier: Apache-2.0
/** A thread of the store: opens both files and runs operations by name until it is told to close. */
import { parentPort, workerData } from 'node:worker_threads';
import { closeDatabases, openDatabases, type Databases } from './databases.js';
import { transferError } from './error-transfer.js';
import type { LaneAnswer, LaneRequest, LaneSetup } from './messages.js';
import { inSnapshot, type Operation } from './operation.js';

type AnyOperation = Operation<unknown, unknown>;
type Operations = ReadonlyMap<string, AnyOperation>;

const { dir, role } = workerData as LaneSetup;
if (parentPort === null) throw new Error('this module is the body of a worker thread');
const port = parentPort;

const db = openDatabases(dir, { readonly: role === 'read' });
let loading: Promise<Operations> | undefined;
/** What was asked, one after another: loading must not let a later request overtake. */
let working: Promise<void> = Promise.resolve();

port.on('message', (message: LaneRequest | 'close') => {
  working = working.then(() => handle(message));
});

async function handle(message: LaneRequest | 'close'): Promise<void> {
  if (message === 'close') {
    closeDatabases(db);
    port.close();
  } else {
    port.postMessage(await answer(db, message));
  }
}

/** The kinds, which writes need, take long to load: a gateway that starts and has nothing to write does without. */
function operations(): Promise<Operations> {
  loading ??= role === 'write' ? loadWrites() : loadReads();
  return loading;
}

async function loadWrites(): Promise<Operations> {
  const { writes } = await import('./writes.js');
  return new Map(Object.entries(writes) as [string, AnyOperation][]);
}

async function loadReads(): Promise<Operations> {
  const { reads } = await import('./reads.js');
  const entries = Object.entries(reads) as [string, AnyOperation][];
  return new Map(entries.map(([name, operation]) => [name, inSnapshot(operation)]));
}

async function answer(db: Databases, { id, name, args }: LaneRequest): Promise<LaneAnswer> {
  if (name === 'open') return { id, result: undefined };
  try {
    const operation = (await operations()).get(name);
    if (operation === undefined) throw new Error(`the store has no operation ${name}`);
    return { id, result: operation(db, args) };
  } catch (error) {
    return { id, error: transferError(error) };
  }
}
