// SPDX-License-Identifier: Apache-2.0
import type { Fault } from '../errors.js';
import { placeOf } from '../intake/input-row.js';
import { RecordChecker } from '../intake/record-checker.js';
import { evaluate, type PolicyWarning } from '../policy/evaluate.js';
import type { FollowedRecords } from './followed-record.js';
import type { ReadableCall } from './frozen-call.js';
import type { PlannedRecord } from './transaction-plan.js';

/** One row of a call, read and judged. */
export interface ReadRow {
  /** Counts the rows from 1, whatever lines they take. */
  readonly ordinal: number;
  /** Absent when there are faults. */
  readonly record?: PlannedRecord;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

/** Reads all rows of a call in their order; reading it again gives the same. */
export async function* readRows(call: ReadableCall, followed: FollowedRecords): AsyncGenerator<ReadRow> {
  const checker = new RecordChecker(call.check);
  let ordinal = 0;
  for await (const input of call.input.source.rows()) {
    ordinal += 1;
    const { row, candidate, faults, warnings } = checker.check(input);
    if (candidate === undefined) {
      yield { ordinal, faults, warnings };
      continue;
    }
    const found = await followed.find(candidate.parts.identity, call.input.kind);
    if ('fault' in found) {
      const pointer = placeOf(input, found.fault.pointer);
      yield { ordinal, faults: [{ row, ...found.fault, pointer }], warnings };
      continue;
    }
    const readers = found.followed?.readers;
    const terms = { ...call.call.terms, ...(readers === undefined ? {} : { also: readers }) };
    const subject = { kind: call.input.kind, identity: candidate.parts.identity };
    const evaluation = evaluate(subject, candidate.present, call.situation, terms);
    yield {
      ordinal,
      record: { candidate, disclosure: evaluation.disclosure, follow: found.followed?.tag ?? null },
      faults: [],
      warnings: [...warnings, ...evaluation.warnings.map((warning) => toFault(row, warning))],
    };
  }
}

const SENTENCES: Readonly<Record<PolicyWarning['code'], string>> = {
  NO_RECIPIENT: 'nobody will receive this',
  NO_KEY: 'has not published a key yet and receives nothing',
  PARTLY_OPEN:
    'an open policy does not cover all sections, so members receive it one by one instead of everybody',
  ONWARD_CONFLICT: 'policies point passing on both ways, so this is not passed on',
};

function toFault(row: number, { code, enterprise }: PolicyWarning): Fault {
  const message = enterprise === undefined ? SENTENCES[code] : `${enterprise} ${SENTENCES[code]}`;
  return { row, pointer: '', code, message };
}
