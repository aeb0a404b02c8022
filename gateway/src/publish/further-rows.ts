// SPDX-License-Identifier: Apache-2.0
import { fixedCode, type CodeFix } from '../intake/code-fix.js';
import { RecordChecker, type CheckedRow } from '../intake/record-checker.js';
import { addedRecordsPath, zeroRowsPath } from '../intake/spool.js';
import type { Kind } from '../kinds/kind.js';
import { Evaluator } from '../policy/evaluator.js';
import type { Followed } from './followed-record.js';
import type { ReadableCall } from './frozen-call.js';
import { readJsonLines } from './json-lines.js';
import type { Lookups } from './lookups.js';
import { policyFault } from './policy-faults.js';
import type { ReadRow } from './read-row.js';
import type { PlannedRecord } from './transaction-plan.js';
import type { ZeroRow } from './zero-rows.js';

/**
 * Reads the zero rows that were found for a snapshot. Whoever was granted the record that is now 0 is granted the
 * row as well; where that was nobody, nobody is missed.
 */
export async function* readZeros(
  call: ReadableCall,
  { followed }: Lookups,
): AsyncGenerator<readonly ReadRow[]> {
  const judge = judgeOf(call, call.input.kind);
  for await (const rows of readJsonLines<ZeroRow>(zeroRowsPath(call.body))) {
    const read: ReadRow[] = [];
    for (const { zeroes, values } of rows) {
      const readers = await followed.readersOf(zeroes);
      read.push(readFurther(judge, { values, readers, origin: { zeroes } }));
    }
    yield read;
  }
}

/** Reads the records that make codes of the input known. Where nobody receives them, nobody is missed. */
export async function* readAdded(call: ReadableCall): AsyncGenerator<readonly ReadRow[]> {
  const judges = new Map<string, Judge>();
  for await (const fixes of readJsonLines<CodeFix>(addedRecordsPath(call.body))) {
    yield fixes.map((fix) => {
      const judge = judges.get(fix.kind) ?? judgeOf(call, call.catalogue.kind(fix.kind));
      judges.set(fix.kind, judge);
      const adds = { kind: fix.kind, code: fixedCode(fix) };
      return readFurther(judge, { values: fix.record, readers: undefined, origin: { adds } });
    });
  }
}

/** What looks at the further records of one kind. */
interface Judge {
  readonly kind: Kind;
  readonly checker: RecordChecker;
  readonly evaluator: Evaluator;
}

function judgeOf({ check, situation, call }: ReadableCall, kind: Kind): Judge {
  const checker = new RecordChecker({ ...check, kind });
  return { kind, checker, evaluator: new Evaluator(kind, situation, call.terms) };
}

interface FurtherRecord {
  readonly values: Parameters<RecordChecker['check']>[0]['values'];
  readonly readers: Followed['readers'] | undefined;
  readonly origin: Pick<PlannedRecord, 'zeroes' | 'adds'>;
}

/** A record that stands in no row, so that nothing of it has a place. */
function readFurther(
  { kind, checker, evaluator }: Judge,
  { values, readers, origin }: FurtherRecord,
): ReadRow {
  const { candidate, faults }: CheckedRow = checker.check({ row: 0, values, faults: [] });
  if (candidate === undefined) {
    const unplaced = faults.map(({ pointer, code, message }) => ({ pointer, code, message }));
    return { faults: unplaced, warnings: [], adds: [] };
  }
  const { disclosure, warnings } = evaluator.evaluate(candidate, readers);
  return {
    record: { kind, written: candidate, disclosure, follow: null, ...origin },
    faults: [],
    warnings: warnings.filter(({ code }) => code !== 'NO_RECIPIENT').map(policyFault),
    adds: [],
  };
}
