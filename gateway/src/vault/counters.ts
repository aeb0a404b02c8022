// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../errors.js';
import { prepared, type Operation } from '../store/operation.js';

/** The next number of one recipient in one epoch. */
export interface Counter {
  readonly recipient: string;
  readonly next: number;
}

/** How far one transaction moves a counter. */
export interface CounterStep {
  readonly recipient: string;
  readonly epoch: number;
  /** The first number that the sealed bytes use. */
  readonly from: number;
  /** The number after the last one. */
  readonly to: number;
}

/** Every counter of an epoch that has begun. */
export const counterList: Operation<{ readonly epoch: number }, readonly Counter[]> = (db, { epoch }) =>
  prepared<Counter>(db.vault, 'SELECT recipient, next FROM counter WHERE epoch = ?').all(epoch);

/**
 * Moves counters on, each from exactly where the sealed bytes found it.
 *
 * @throws GatewayError INTERNAL when one has moved in between: a number used twice would read as a forgery
 */
export const counterAdvance: Operation<readonly CounterStep[], void> = (db, steps) => {
  for (const { recipient, epoch, from, to } of steps) {
    prepared(
      db.vault,
      'INSERT INTO counter (recipient, epoch, next) VALUES (?, ?, 1) ON CONFLICT DO NOTHING',
    ).run(recipient, epoch);
    const { changes } = prepared(
      db.vault,
      'UPDATE counter SET next = ? WHERE recipient = ? AND epoch = ? AND next = ?',
    ).run(to, recipient, epoch, from);
    if (changes !== 1) throw new GatewayError('INTERNAL');
  }
};
