// SPDX-License-Identifier: Apache-2.0
/** A thread of the store: opens both files and runs operations by name until it is told to close. */
import { parentPort, workerData } from 'node:worker_threads';
import { closeDatabases, openDatabases, type Databases } from './databases.js';
import { transferError } from './error-transfer.js';
import type { LaneAnswer, LaneRequest, LaneSetup } from './messages.js';
import { inSnapshot, type Operation } from './operation.js';
import { reads, writes } from './operations.js';

type AnyOperation = Operation<unknown, unknown>;

const { dir, role } = workerData as LaneSetup;
if (parentPort === null) throw new Error('this module is the body of a worker thread');
const port = parentPort;

const db = openDatabases(dir, { readonly: role === 'read' });
const operations = operationsOf(role);

port.on('message', (message: LaneRequest | 'close') => {
  if (message === 'close') {
    closeDatabases(db);
    port.close();
  } else {
    port.postMessage(answer(db, message));
  }
});

function operationsOf(role: LaneSetup['role']): ReadonlyMap<string, AnyOperation> {
  if (role === 'write') return new Map(Object.entries(writes) as [string, AnyOperation][]);
  const entries = Object.entries(reads) as [string, AnyOperation][];
  return new Map(entries.map(([name, operation]) => [name, inSnapshot(operation)]));
}

function answer(db: Databases, { id, name, args }: LaneRequest): LaneAnswer {
  if (name === 'open') return { id, result: undefined };
  const operation = operations.get(name);
  try {
    if (operation === undefined) throw new Error(`the store has no operation ${name}`);
    return { id, result: operation(db, args) };
  } catch (error) {
    return { id, error: transferError(error) };
  }
}
