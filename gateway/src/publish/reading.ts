// SPDX-License-Identifier: Apache-2.0
import { placeOf, type InputRow } from '../intake/input-row.js';
import { RecordChecker, type Candidate, type CheckedRow } from '../intake/record-checker.js';
import { UnknownCodeDesk } from '../intake/unknown-codes.js';
import type { Kind } from '../kinds/kind.js';
import { CODE_ROWS } from '../limits.js';
import { Evaluator } from '../policy/evaluator.js';
import type { Answered } from './answered-record.js';
import type { FollowedOrFault } from './followed-record.js';
import type { ReadableCall } from './frozen-call.js';
import type { Lookups } from './lookups.js';
import { policyFault } from './policy-faults.js';
import type { ReadRow } from './read-row.js';

/** Reads the rows that stand in the body. */
export async function* readInput(call: ReadableCall, lookups: Lookups): AsyncGenerator<ReadRow> {
  const { kind, source } = call.input;
  const checker = new RecordChecker(call.check);
  const judge = {
    evaluator: new Evaluator(kind, call.situation, call.call.terms),
    desk: new UnknownCodeDesk(call.check.unknownCodes ?? 'warn', call.check.receivedAt),
  };
  for await (const rows of inGroups(source.rows(), CODE_ROWS)) {
    const codes = await lookups.codes.of(rows, kind);
    for (const input of rows) {
      const answered = await lookups.answered.find(input, kind);
      const checked = checker.check(input, { derived: answered.derived, codes });
      const { candidate, faults, warnings } = checked;
      if (candidate === undefined) {
        yield { faults, warnings, adds: [] };
        continue;
      }
      const follows = await lookups.followed.find(candidate.parts.identity, kind);
      yield judged({ kind, input, checked, candidate, answered, follows }, judge);
    }
  }
}

/** Rows as they come, some of them at a time. */
async function* inGroups(rows: AsyncIterable<InputRow>, size: number): AsyncGenerator<readonly InputRow[]> {
  let group: InputRow[] = [];
  for await (const row of rows) {
    group.push(row);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** A row whose own form is right. */
interface RightRow {
  readonly kind: Kind;
  readonly input: InputRow;
  readonly checked: CheckedRow;
  readonly candidate: Candidate;
  /** Other records that it refers to. */
  readonly answered: Answered;
  readonly follows: FollowedOrFault;
}

function judged(
  { kind, input, checked, candidate, answered, follows }: RightRow,
  { evaluator, desk }: { readonly evaluator: Evaluator; readonly desk: UnknownCodeDesk },
): ReadRow {
  const { row, warnings, unknown } = checked;
  if ('fault' in follows || answered.faults.length > 0) {
    const wrong = [...answered.faults, ...('fault' in follows ? [follows.fault] : [])];
    const placed = wrong.map((fault) => ({ row, ...fault, pointer: placeOf(input, fault.pointer) }));
    return { faults: placed, warnings, adds: [] };
  }
  const { disclosure, warnings: policyWarnings } = evaluator.evaluate(candidate, follows.followed?.readers);
  const told = desk.tell(input, candidate.parts, unknown);
  const policies = policyWarnings.map((warning) => ({ row, ...policyFault(warning) }));
  return {
    record: { kind, candidate, disclosure, follow: follows.followed?.tag ?? null },
    faults: [],
    warnings: [...warnings, ...told.warnings, ...policies],
    adds: told.adds,
  };
}
