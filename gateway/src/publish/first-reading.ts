// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, JsonValue } from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import { FaultList, invalidRequest } from '../intake/invalid-request.js';
import { audienceKey } from '../policy/disclosure.js';
import type { FollowedRecords } from './followed-record.js';
import type { ReadableCall } from './frozen-call.js';
import { readRows } from './reading.js';
import { audienceEntries } from './sealing-lane.js';
import { TransactionPlan, type PlannedRecord } from './transaction-plan.js';

/** What is known of a call once every row has been looked at, before anything is sealed. */
export interface FirstReading {
  /** Rows in all. */
  readonly total: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly errors: readonly Fault[];
  readonly warnings: readonly Fault[];
  /** All records in one transaction; `null` when they are too many for one. */
  readonly plan: TransactionPlan | null;
}

/**
 * Reads every row once: nothing is sealed while a row may still be wrong. Records are kept only as long as they fit
 * one transaction, so a large file takes no more memory than a small one.
 *
 * @throws GatewayError INVALID_REQUEST when a row is wrong and the call is all or nothing, or when no row is right
 */
export async function readFirst(
  call: ReadableCall,
  followed: FollowedRecords,
  onError: 'rollback' | 'proceed',
  each: (record: PlannedRecord) => void = () => undefined,
): Promise<FirstReading> {
  const errors = new FaultList();
  const warnings = new WarningList();
  if (call.isTimeAssumed) warnings.add(timeAssumed(call));
  let plan: TransactionPlan | null = new TransactionPlan();
  let [total, accepted] = [0, 0];
  for await (const row of readRows(call, followed)) {
    total += 1;
    errors.addAll(row.faults);
    warnings.addAll(row.warnings);
    if (row.record === undefined) continue;
    accepted += 1;
    each(row.record);
    if (plan?.add(row.record) === false) plan = null;
  }
  assertPublishable({ errors, total, accepted }, onError);
  const rejected = total - accepted;
  return { total, accepted, rejected, errors: errors.first, warnings: warnings.first, plan };
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

  add({ candidate, disclosure }: PlannedRecord): void {
    const key = audienceKey(disclosure);
    const known = this.#groups.get(key);
    const group = known ?? { records: [], audience: audienceEntries(disclosure.grants) as JsonValue };
    group.records.push({ row: candidate.row });
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
