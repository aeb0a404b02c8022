// SPDX-License-Identifier: Apache-2.0
import type { Databases } from '../store/databases.js';
import { prepared } from '../store/operation.js';
import { addArrival } from './arrivals.js';

interface Ended {
  readonly state: 'done' | 'failed';
  readonly transactions: number;
  readonly block: number | null;
}

/**
 * Lets those who follow changes know that an import has ended. A call of one transaction that went well is no
 * news of its own: its records are.
 */
export function announceImport(db: Databases, job: string, at: string): void {
  const ended = prepared<Ended>(
    db.vault,
    `SELECT state, (SELECT count(*) FROM outbox WHERE job = job.id) AS transactions,
       (SELECT max(block) FROM outbox WHERE job = job.id) AS block FROM job WHERE id = ?`,
  ).get(job);
  if (ended === undefined || (ended.state === 'done' && ended.transactions < 2)) return;
  const arrival = { type: 'import.finished', sections: [], records: 1, block: ended.block ?? 0 } as const;
  addArrival(db, job, { ...arrival, receivedAt: at });
}

/** What is told of an import that has ended, as JSON. */
export function importNews(db: Databases, job: string): string {
  const row = prepared<{ id: string; state: string; kind: string; done: number; total: number }>(
    db.vault,
    'SELECT id, state, kind, done, total FROM job WHERE id = ?',
  ).get(job);
  return JSON.stringify(row ?? { id: job });
}
