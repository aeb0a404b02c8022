// SPDX-License-Identifier: Apache-2.0
import type { Fault } from '../errors.js';
import { placeOf } from '../intake/input-row.js';
import { RecordChecker } from '../intake/record-checker.js';
import { zeroRowsPath } from '../intake/spool.js';
import type { PolicyWarning } from '../policy/evaluate.js';
import { Evaluator } from '../policy/evaluator.js';
import type { ReadableCall } from './frozen-call.js';
import type { Lookups } from './lookups.js';
import type { PlannedRecord } from './transaction-plan.js';
import { readZeroRows } from './zero-rows.js';

/** One row of a call, read and judged. */
export interface ReadRow {
  /** Counts the rows from 1, whatever lines they take. */
  readonly ordinal: number;
  /** Absent when there are faults. */
  readonly record?: PlannedRecord;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

/** Reads all that a call publishes in its order, zero rows last; reading it again gives the same. */
export async function* readRows(call: ReadableCall, lookups: Lookups): AsyncGenerator<ReadRow> {
  let ordinal = 0;
  for await (const row of readInput(call, lookups)) {
    ({ ordinal } = row);
    yield row;
  }
  if (call.snapshot !== null) yield* readZeros(call, lookups, ordinal);
}

/** Reads the rows that stand in the body. */
export async function* readInput(call: ReadableCall, lookups: Lookups): AsyncGenerator<ReadRow> {
  const { kind, source } = call.input;
  const checker = new RecordChecker(call.check);
  const evaluator = evaluatorOf(call);
  let ordinal = 0;
  for await (const input of source.rows()) {
    ordinal += 1;
    const answered = await lookups.answered.find(input, kind);
    const { row, candidate, faults, warnings } = checker.check(input, answered.derived);
    if (candidate === undefined) {
      yield { ordinal, faults, warnings };
      continue;
    }
    const found = await lookups.followed.find(candidate.parts.identity, kind);
    const wrong = [...answered.faults, ...('fault' in found ? [found.fault] : [])];
    if ('fault' in found || wrong.length > 0) {
      const placed = wrong.map((fault) => ({
        row,
        ...fault,
        pointer: placeOf(input, fault.pointer),
      }));
      yield { ordinal, faults: placed, warnings };
      continue;
    }
    const evaluation = evaluator.evaluate(candidate, found.followed?.readers);
    yield {
      ordinal,
      record: { candidate, disclosure: evaluation.disclosure, follow: found.followed?.tag ?? null },
      faults: [],
      warnings: [...warnings, ...evaluation.warnings.map((warning) => ({ row, ...toFault(warning) }))],
    };
  }
}

/**
 * Reads the zero rows that were found for a snapshot. Whoever was granted the record that is now 0 is granted the
 * row as well; where that was nobody, nobody is missed.
 */
export async function* readZeros(
  call: ReadableCall,
  { followed }: Lookups,
  from: number,
): AsyncGenerator<ReadRow> {
  const checker = new RecordChecker(call.check);
  const evaluator = evaluatorOf(call);
  let ordinal = from;
  for await (const { zeroes, values } of readZeroRows(zeroRowsPath(call.body))) {
    ordinal += 1;
    const { candidate, faults } = checker.check({ row: 0, values, faults: [] });
    if (candidate === undefined) {
      yield {
        ordinal,
        faults: faults.map(({ pointer, code, message }) => ({ pointer, code, message })),
        warnings: [],
      };
      continue;
    }
    const { disclosure, warnings } = evaluator.evaluate(candidate, await followed.readersOf(zeroes));
    yield {
      ordinal,
      record: { candidate, disclosure, follow: null, zeroes },
      faults: [],
      warnings: warnings.filter(({ code }) => code !== 'NO_RECIPIENT').map(toFault),
    };
  }
}

function evaluatorOf({ input, situation, call }: ReadableCall): Evaluator {
  return new Evaluator(input.kind, situation, call.terms);
}

const SENTENCES: Readonly<Record<PolicyWarning['code'], string>> = {
  NO_RECIPIENT: 'nobody will receive this',
  NO_KEY: 'has not published a key yet and receives nothing',
  PARTLY_OPEN:
    'an open policy does not cover all sections, so members receive it one by one instead of everybody',
  ONWARD_CONFLICT: 'policies point passing on both ways, so this is not passed on',
};

function toFault({ code, enterprise }: PolicyWarning): Fault {
  const message = enterprise === undefined ? SENTENCES[code] : `${enterprise} ${SENTENCES[code]}`;
  return { pointer: '', code, message };
}
