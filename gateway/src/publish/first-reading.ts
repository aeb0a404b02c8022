// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, JsonValue } from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import { FaultList } from '../intake/fault-list.js';
import { invalidRequest } from '../invalid-request.js';
import { Snapshot } from '../intake/snapshot.js';
import { addedRecordsPath } from '../intake/spool.js';
import { FAULTS_MAX } from '../limits.js';
import type { ReadableCall } from './frozen-call.js';
import { JsonLines } from './json-lines.js';
import type { RowKeeper } from './kept-rows.js';
import type { Lookups } from './lookups.js';
import { readAdded, readZeros } from './further-rows.js';
import type { ReadRow } from './read-row.js';
import { readInput } from './reading.js';
import { audienceEntries } from './sealing-lane.js';
import { originOf, publicationKey, TransactionPlan, type PlannedRecord } from './transaction-plan.js';

/** What is known of a call once every row has been looked at, before anything is sealed. */
export interface FirstReading {
  /** Rows of the body in all. */
  readonly total: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Own records that a snapshot lacks and that become 0 with it. */
  readonly zeroed: number;
  /** Records that make known what codes of the rows are. */
  readonly added: number;
  readonly errors: readonly Fault[];
  readonly warnings: readonly Fault[];
  /** The first transaction; what it has no room for is kept. */
  readonly plan: TransactionPlan;
}

/** What the first reading of a call needs. */
export interface FirstReadingOptions {
  readonly lookups: Lookups;
  readonly onError: 'rollback' | 'proceed';
  /** Finds what a snapshot lacks, for `readZeros`. */
  readonly findZeroRows: (snapshot: Snapshot) => Promise<void>;
  /** Takes every record that the first transaction has no room for; absent when nothing is to be sealed. */
  readonly keeper?: RowKeeper;
  /** Told of every record, in its order. */
  readonly each?: (record: PlannedRecord) => void;
}

/**
 * Reads every row, and reads it once: nothing is sealed while a row may still be wrong. Memory holds the records of
 * one transaction, so a large file takes no more of it than a small one.
 *
 * @throws GatewayError INVALID_REQUEST when a row is wrong and the call is all or nothing, or when no row is right
 */
export async function readFirst(call: ReadableCall, options: FirstReadingOptions): Promise<FirstReading> {
  const { kind, publisher } = call.check;
  const rows = new RowCount(options);
  if (call.isTimeAssumed) rows.warnings.add(timeAssumed(call));
  const snapshot = call.snapshot === null ? null : new Snapshot(kind, publisher, call.snapshot);
  const additions = new JsonLines(addedRecordsPath(call.body));
  for await (const group of readInput(call, options.lookups)) {
    await rows.addAll(group);
    for (const { adds, identity } of group) {
      additions.addAll(adds);
      if (identity !== undefined) snapshot?.add(identity);
    }
    await additions.writeIfFull();
  }
  const { read: total, accepted } = rows;
  const counts = () => ({ errors: rows.errors, total, accepted });
  // A row that is left out would count as missing, so a snapshot is right as a whole or not at all.
  const onError = snapshot === null ? options.onError : 'rollback';
  assertPublishable(counts(), onError);
  if (snapshot !== null) await readZeroRowsOf(call, { snapshot, rows, ...options });
  const zeroed = rows.read - total;
  if (call.check.unknownCodes === 'add') await readAdditions(call, additions, rows);
  const added = rows.read - total - zeroed;
  assertPublishable(counts(), onError);
  const { plan, errors, warnings } = rows;
  return {
    ...{ total, accepted, rejected: total - accepted, zeroed, added, plan },
    errors: errors.first,
    warnings: warnings.first,
  };
}

async function readZeroRowsOf(
  call: ReadableCall,
  {
    lookups,
    findZeroRows,
    snapshot,
    rows,
  }: FirstReadingOptions & { readonly snapshot: Snapshot; readonly rows: RowCount },
): Promise<void> {
  await findZeroRows(snapshot);
  for await (const group of readZeros(call, lookups)) await rows.addAll(group);
}

async function readAdditions(call: ReadableCall, additions: JsonLines, rows: RowCount): Promise<void> {
  await additions.write();
  for await (const group of readAdded(call)) await rows.addAll(group);
}

/** Counts rows, keeps the first faults, and plans the first transaction. */
class RowCount {
  readonly errors = new FaultList();
  readonly warnings = new WarningList();
  readonly plan = new TransactionPlan();
  read = 0;
  accepted = 0;
  readonly #options: Pick<FirstReadingOptions, 'keeper' | 'each'>;

  constructor(options: Pick<FirstReadingOptions, 'keeper' | 'each'>) {
    this.#options = options;
  }

  /** Takes some rows. */
  async addAll(rows: readonly ReadRow[]): Promise<void> {
    for (const row of rows) this.#add(row);
    await this.#options.keeper?.lines.writeIfFull();
  }

  #add({ record, faults, warnings }: ReadRow): void {
    this.read += 1;
    this.errors.addAll(faults);
    this.warnings.addAll(warnings);
    if (record === undefined) return;
    const { each, keeper } = this.#options;
    this.accepted += 1;
    each?.(record);
    if (keeper !== undefined && !(keeper.count === 0 && this.plan.add(record))) keeper.add(record);
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

  add(record: PlannedRecord): void {
    const { written, disclosure, zeroes, adds } = record;
    const key = publicationKey(record);
    const known = this.#groups.get(key);
    const group = known ?? { records: [], audience: audienceEntries(disclosure.grants) as JsonValue };
    group.records.push(originOf({ row: written.row, zeroes, adds }));
    this.#groups.set(key, group);
  }

  /** In the order of their first rows. */
  get publications(): readonly JsonObject[] {
    return [...this.#groups.values()].map(({ records, audience }) => ({ records, audience }));
  }
}

/** Warnings of a member or a code rather than of one row. */
const NAMED_ONCE: ReadonlySet<string> = new Set(['NO_KEY', 'CODE_OF_CUSTOMER']);

/** What a warning is of is named once, not with each of its rows; behind the last warning listed it does not matter. */
class WarningList extends FaultList {
  readonly #named = new Set<string>();

  override add(warning: Fault): void {
    if (NAMED_ONCE.has(warning.code) && this.first.length < FAULTS_MAX) {
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
