// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, JsonValue } from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import { FaultList, invalidRequest } from '../intake/invalid-request.js';
import { Snapshot } from '../intake/snapshot.js';
import { audienceKey } from '../policy/disclosure.js';
import type { ReadableCall } from './frozen-call.js';
import type { Lookups } from './lookups.js';
import { readInput, readZeros, type ReadRow } from './reading.js';
import { audienceEntries } from './sealing-lane.js';
import { originOf, TransactionPlan, type PlannedRecord } from './transaction-plan.js';

/** What is known of a call once every row has been looked at, before anything is sealed. */
export interface FirstReading {
  /** Rows of the body in all. */
  readonly total: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Own records that a snapshot lacks and that become 0 with it. */
  readonly zeroed: number;
  readonly errors: readonly Fault[];
  readonly warnings: readonly Fault[];
  /** All records in one transaction; `null` when they are too many for one. */
  readonly plan: TransactionPlan | null;
}

/** What the first reading of a call needs. */
export interface FirstReadingOptions {
  readonly lookups: Lookups;
  readonly onError: 'rollback' | 'proceed';
  /** Finds what a snapshot lacks, for `readZeros`. */
  readonly findZeroRows: (snapshot: Snapshot) => Promise<void>;
  /** Told of every record, in its order. */
  readonly each?: (record: PlannedRecord) => void;
}

/**
 * Reads every row once: nothing is sealed while a row may still be wrong. Records are kept only as long as they fit
 * one transaction, so a large file takes no more memory than a small one.
 *
 * @throws GatewayError INVALID_REQUEST when a row is wrong and the call is all or nothing, or when no row is right
 */
export async function readFirst(call: ReadableCall, options: FirstReadingOptions): Promise<FirstReading> {
  const { lookups, findZeroRows } = options;
  const { kind, publisher } = call.check;
  const rows = new RowCount(options.each);
  if (call.isTimeAssumed) rows.warnings.add(timeAssumed(call));
  const snapshot = call.snapshot === null ? null : new Snapshot(kind, publisher, call.snapshot);
  for await (const row of readInput(call, lookups)) {
    rows.add(row);
    if (row.record !== undefined) snapshot?.add(row.record.candidate.parts.identity);
  }
  const { read: total, accepted } = rows;
  // A row that is left out would count as missing, so a snapshot is right as a whole or not at all.
  assertPublishable(
    { errors: rows.errors, total, accepted },
    snapshot === null ? options.onError : 'rollback',
  );
  if (snapshot !== null) {
    await findZeroRows(snapshot);
    for await (const row of readZeros(call, lookups, total)) rows.add(row);
    assertPublishable({ errors: rows.errors, total, accepted }, 'rollback');
  }
  const { plan, errors, warnings } = rows;
  const counts = { total, accepted, rejected: total - accepted, zeroed: rows.read - total };
  return { ...counts, errors: errors.first, warnings: warnings.first, plan };
}

/** Counts rows, keeps the first faults, and plans one transaction while it can. */
class RowCount {
  readonly errors = new FaultList();
  readonly warnings = new WarningList();
  plan: TransactionPlan | null = new TransactionPlan();
  read = 0;
  accepted = 0;
  readonly #each: FirstReadingOptions['each'];

  constructor(each: FirstReadingOptions['each']) {
    this.#each = each;
  }

  add({ record, faults, warnings }: ReadRow): void {
    this.read += 1;
    this.errors.addAll(faults);
    this.warnings.addAll(warnings);
    if (record === undefined) return;
    this.accepted += 1;
    this.#each?.(record);
    if (this.plan?.add(record) === false) this.plan = null;
  }
}

function assertPublishable(
  {
    errors,
    total,
    accepted,
  }: { readonly errors: FaultList; readonly total: number; readonly accepted: number },
  onError: 'rollback' | 'proceed',
): void {
  if (errors.count > 0 && (onError === 'rollback' || accepted === 0)) {
    throw invalidRequest(errors.first, errors.count);
  }
  if (total === 0) throw invalidRequest([{ pointer: '', code: 'REQUIRED', message: 'there are no records' }]);
}

/** Groups records by audience as a dry run answers them. */
export class DryRunGroups {
  readonly #groups = new Map<string, { readonly records: JsonValue[]; readonly audience: JsonValue }>();

  add({ candidate: { row }, disclosure, zeroes }: PlannedRecord): void {
    const key = audienceKey(disclosure);
    const known = this.#groups.get(key);
    const group = known ?? { records: [], audience: audienceEntries(disclosure.grants) as JsonValue };
    group.records.push(originOf({ row, zeroes }));
    this.#groups.set(key, group);
  }

  /** In the order of their first rows. */
  get publications(): readonly JsonObject[] {
    return [...this.#groups.values()].map(({ records, audience }) => ({ records, audience }));
  }
}

/** A member without a key is named once, not with each of its rows. */
class WarningList extends FaultList {
  readonly #named = new Set<string>();

  override add(warning: Fault): void {
    if (warning.code === 'NO_KEY') {
      if (this.#named.has(warning.message)) return;
      this.#named.add(warning.message);
    }
    super.add(warning);
  }
}

function timeAssumed({ check: { kind } }: ReadableCall): Fault {
  const field = kind.marks['x-order'] ?? '';
  const message = `there is no column ${field}, so the time of receipt stands for it`;
  return { pointer: `/${field}`, code: 'AS_OF_ASSUMED', message };
}
