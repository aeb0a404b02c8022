// SPDX-License-Identifier: Apache-2.0
/** A thread of the store: opens the files of stores and runs operations on them by name, one after another. */
import { parentPort, workerData } from 'node:worker_threads';
import { closeDatabases, openDatabases, type Databases } from './databases.js';
import { transferError } from './error-transfer.js';
import type { Task, ThreadAnswer, ThreadRequest, ThreadSetup } from './messages.js';
import { inSnapshot, type Operation } from './operation.js';

type AnyOperation = Operation<unknown, unknown>;
type Operations = ReadonlyMap<string, AnyOperation>;

const { role } = workerData as ThreadSetup;
if (parentPort === null) throw new Error('this module is the body of a worker thread');
const port = parentPort;

/** By the number of the lane. */
const open = new Map<number, Databases>();
let loading: Promise<Operations> | undefined;
/** What was asked, one after another: loading must not let a later request overtake. */
let working: Promise<void> = Promise.resolve();

port.on('message', (request: ThreadRequest) => {
  working = working.then(async () => {
    port.postMessage(await answer(request));
  });
});

async function answer({ id, lane, task }: ThreadRequest): Promise<ThreadAnswer> {
  try {
    return { id, result: await perform(lane, task) };
  } catch (error) {
    return { id, error: transferError(error) };
  }
}

async function perform(lane: number, task: Task): Promise<unknown> {
  if ('open' in task) {
    open.set(lane, openDatabases(task.open, { readonly: role === 'read' }));
    return undefined;
  }
  const db = open.get(lane);
  if (db === undefined) throw new Error('the store is not open');
  if ('close' in task) {
    open.delete(lane);
    closeDatabases(db);
    return undefined;
  }
  const operation = (await operations()).get(task.run);
  if (operation === undefined) throw new Error(`the store has no operation ${task.run}`);
  return operation(db, task.args);
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
