// SPDX-License-Identifier: Apache-2.0
import { placed, type InputRow } from '../intake/input-row.js';
import { RecordChecker, type Candidate, type CheckedRow } from '../intake/record-checker.js';
import { UnknownCodeDesk } from '../intake/unknown-codes.js';
import type { Kind } from '../kinds/kind.js';
import { Evaluator } from '../policy/evaluator.js';
import type { Answered } from './answered-record.js';
import type { FollowedOrFault } from './followed-record.js';
import type { ReadableCall } from './frozen-call.js';
import type { Lookups } from './lookups.js';
import { policyFaults } from './policy-faults.js';
import type { ReadRow } from './read-row.js';

/** Reads the rows that stand in the body, some at a time. */
export async function* readInput(call: ReadableCall, lookups: Lookups): AsyncGenerator<readonly ReadRow[]> {
  const { kind, source } = call.input;
  const checker = new RecordChecker(call.check);
  const judge = {
    evaluator: new Evaluator(kind, call.situation, call.call.terms),
    desk: new UnknownCodeDesk(call.check.unknownCodes ?? 'warn', call.check.receivedAt),
  };
  for await (const inputs of source.rows()) {
    const codes = await lookups.codes.of(inputs, kind);
    const rows: ReadRow[] = [];
    for (const input of inputs) {
      const found = lookups.answered.find(input, kind);
      // Few rows refer to others; to await nothing for each of very many would be a tenth of the work.
      const answered = found instanceof Promise ? await found : found;
      const checked = checker.check(input, { derived: answered.derived, codes });
      const { candidate } = checked;
      if (candidate === undefined) {
        rows.push({ faults: checked.faults, warnings: checked.warnings, adds: [] });
        continue;
      }
      const follow = lookups.followed.find(candidate.parts.identity, kind);
      const follows = follow instanceof Promise ? await follow : follow;
      rows.push(judged({ kind, input, checked, candidate, answered, follows }, judge));
    }
    yield rows;
  }
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
    return { faults: wrong.map((fault) => placed(input, fault)), warnings, adds: [] };
  }
  const { disclosure, warnings: policyWarnings } = evaluator.evaluate(candidate, follows.followed?.readers);
  const told = desk.tell(input, candidate.parts, unknown);
  return {
    record: { kind, written: candidate, disclosure, follow: follows.followed?.tag ?? null },
    identity: candidate.parts.identity,
    faults: [],
    warnings: [...warnings, ...told.warnings, ...policyFaults(row, policyWarnings)],
    adds: told.adds,
  };
}
