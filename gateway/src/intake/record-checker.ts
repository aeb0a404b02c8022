// SPDX-License-Identifier: Apache-2.0
import {
  isJsonObject,
  writeSections,
  type Instant,
  type JsonObject,
  type JsonValue,
} from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import type { Kind } from '../kinds/kind.js';
import type { SectionValues } from '../kinds/sections.js';
import { AHEAD_MAX_HOURS, RECORD_BYTES_MAX } from '../limits.js';
import type { Directory } from '../policy/directory.js';
import { FingerprintSet } from './fingerprint-set.js';
import { fixFor } from './code-fix.js';
import { resolveCodes, type KnownCodes, type ResolvedCodes, type UnknownCode } from './codes.js';
import { placed, type InputRow } from './input-row.js';
import { withEventParties } from './event-parties.js';
import { resolveParties } from './parties.js';
import { dayOf, unknownCode, type UnknownCodes } from './unknown-codes.js';
import { writtenRecord, type WrittenRecord } from './written-record.js';

/** A record that may be published. */
export interface Candidate extends WrittenRecord {
  /** By section, complete, parties as MSP IDs. */
  readonly parts: SectionValues;
}

/** What became of one row. */
export interface CheckedRow {
  readonly row: number;
  /** Absent when there are faults. */
  readonly candidate?: Candidate;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
  /** Codes that no own record makes known. */
  readonly unknown: readonly UnknownCode[];
}

/** What is known of a row beside what stands in it. */
export interface RowFacts {
  /** What follows from other records and is never typed. */
  readonly derived?: JsonObject | undefined;
  /** What its codes were found to be; absent where they are own codes already. */
  readonly codes?: KnownCodes;
}

/** What rows are checked against; frozen for the whole call, so that a second reading gives the same records. */
export interface CheckContext {
  readonly kind: Kind;
  readonly publisher: string;
  readonly directory: Directory;
  /** When the call came, by the gateway's clock. */
  readonly receivedAt: Instant;
  /** What becomes of codes that no own record makes known; only a refusal is done here. */
  readonly unknownCodes?: UnknownCodes;
  /** Stands in for the time that orders records where a row has none. */
  readonly observedAt?: string;
  /** Kept with every record that has none of its own. */
  readonly note?: string;
}

/** What is said to hold from a time on may be said long before: it becomes current when that time has come. */
const BEGIN_FIELD = 'validFrom';

const nanosPerHour = 3_600_000_000_000n;

/** Checks the rows of one call one after another; it remembers keys, so each reading of a call takes a new one. */
export class RecordChecker {
  readonly #context: CheckContext;
  /** The last moment that a record may have. */
  readonly #latest: Instant;
  readonly #seen = new FingerprintSet();

  constructor(context: CheckContext) {
    this.#context = context;
    this.#latest = context.receivedAt + BigInt(AHEAD_MAX_HOURS) * nanosPerHour;
  }

  /** Finds every fault of a row, or makes a candidate of it. */
  check(input: InputRow, facts: RowFacts = {}): CheckedRow {
    const { row } = input;
    const checked = this.#check(input, facts);
    if (checked.faults.length === 0 && checked.warnings.length === 0) return { row, ...checked };
    const place = (fault: Fault): Fault => placed(input, fault);
    return {
      row,
      ...(checked.candidate === undefined ? {} : { candidate: checked.candidate }),
      faults: checked.faults.map(place),
      warnings: checked.warnings.map(place),
      unknown: checked.unknown,
    };
  }

  #check({ row, values, faults }: InputRow, { derived, codes }: RowFacts): Omit<CheckedRow, 'row'> {
    const { kind, publisher, directory } = this.#context;
    if (faults.length > 0) return refused(faults);
    if (!isJsonObject(values))
      return refused([{ pointer: '', code: 'WRONG_TYPE', message: 'a record is an object' }]);
    const filled = this.#fillIn(values);
    const formFaults = kind.validate(filled);
    if (formFaults.length > 0) return refused(formFaults);
    const resolved = resolveParties(filled, kind, directory);
    const coded = this.#coded(resolved.values, codes);
    const ruleFaults = [...resolved.faults, ...coded.faults, ...kind.ruleFaults(coded.values, publisher)];
    if (ruleFaults.length > 0) return refused(ruleFaults);
    const stated = derived === undefined ? coded.values : { ...coded.values, ...derived };
    const complete = kind.complete(this.#named(stated), publisher);
    const parts = kind.split(complete);
    const candidate = { parts, ...writtenRecord(row, writeSections(parts)) };
    const lateFaults = [...this.#orderFaults(parts.identity), ...sizeFaults(candidate)];
    if (lateFaults.length > 0) return refused(lateFaults);
    const warnings = [...resolved.warnings, ...coded.warnings];
    return { candidate, faults: [], warnings, unknown: coded.unknown };
  }

  #coded(values: JsonObject, codes: KnownCodes | undefined): ResolvedCodes {
    if (codes === undefined) return { values, faults: [], warnings: [], unknown: [] };
    const { kind, publisher, unknownCodes, receivedAt } = this.#context;
    const resolved = resolveCodes(values, { kind, publisher, codes });
    if (unknownCodes !== 'refuse' || resolved.unknown.length === 0) return resolved;
    const fixOf = (code: UnknownCode) => fixFor(code, values['unit'], dayOf(receivedAt));
    const faults = resolved.unknown.map((code) => unknownCode(code, fixOf(code)));
    return { ...resolved, faults: [...resolved.faults, ...faults], unknown: [] };
  }

  #named(values: JsonObject): JsonObject {
    const { kind, publisher, directory } = this.#context;
    return kind.name === 'event' ? withEventParties(values, publisher, directory) : values;
  }

  #fillIn(values: JsonObject): JsonObject {
    const { kind, observedAt, note } = this.#context;
    const order = kind.marks['x-order'];
    if (observedAt === undefined && note === undefined) return values;
    const filled: Record<string, JsonValue> = { ...values };
    if (observedAt !== undefined && order !== undefined) filled[order] ??= observedAt;
    if (note !== undefined) filled['note'] ??= note;
    return filled;
  }

  /** Two records of one key and one time in one call cannot be ordered, so one of them is a mistake. */
  #orderFaults(identity: JsonObject): readonly Fault[] {
    const { kind, publisher } = this.#context;
    const order = kind.orderValue(identity);
    const field = kind.marks['x-order'];
    const pointer = field === undefined ? '' : `/${field}`;
    const faults: Fault[] = [];
    if (field !== BEGIN_FIELD && isAfter(identity[field ?? ''], order, this.#latest)) {
      const message = `this lies more than ${AHEAD_MAX_HOURS} hours ahead`;
      faults.push({ pointer, code: 'IN_THE_FUTURE', message });
    }
    if (!this.#seen.add(kind.recordKey(publisher, identity), order)) {
      faults.push({ pointer, code: 'DUPLICATE_KEY', message: 'an earlier row has the same key and time' });
    }
    return faults;
  }
}

/** Only a time can lie ahead; an order by version number cannot. */
function isAfter(value: JsonValue | undefined, order: bigint | null, latest: Instant): boolean {
  return typeof value === 'string' && order !== null && order > latest;
}

function sizeFaults({ bytes }: Candidate): readonly Fault[] {
  const total = bytes.identity + bytes.quantity + bytes.commercial + bytes.evidence;
  if (total <= RECORD_BYTES_MAX) return [];
  return [{ pointer: '', code: 'TOO_LARGE', message: `a record has at most ${RECORD_BYTES_MAX} bytes` }];
}

function refused(faults: readonly Fault[]): Omit<CheckedRow, 'row'> {
  return { faults, warnings: [], unknown: [] };
}
