// SPDX-License-Identifier: Apache-2.0
import {
  isJsonObject,
  sections,
  type Instant,
  type JsonObject,
  type JsonValue,
  type Section,
} from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import type { Kind } from '../kinds/kind.js';
import type { SectionValues } from '../kinds/sections.js';
import { AHEAD_MAX_HOURS, RECORD_BYTES_MAX } from '../limits.js';
import type { Directory } from '../policy/directory.js';
import { FingerprintSet } from './fingerprint-set.js';
import { placeOf, type InputRow } from './input-row.js';
import { withEventParties } from './event-parties.js';
import { resolveParties } from './parties.js';

/** A record that may be published. */
export interface Candidate {
  readonly row: number;
  /** By section, complete, parties as MSP IDs. */
  readonly parts: SectionValues;
  /** Sections that hold anything, in the order of sealing. */
  readonly present: readonly Section[];
  /** Bytes of each section as canonical JSON. */
  readonly bytes: Readonly<Record<Section, number>>;
}

/** What became of one row. */
export interface CheckedRow {
  readonly row: number;
  /** Absent when there are faults. */
  readonly candidate?: Candidate;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

/** What rows are checked against; frozen for the whole call, so that a second reading gives the same records. */
export interface CheckContext {
  readonly kind: Kind;
  readonly publisher: string;
  readonly directory: Directory;
  /** When the call came, by the gateway's clock. */
  readonly receivedAt: Instant;
  /** Stands in for the time that orders records where a row has none. */
  readonly observedAt?: string;
  /** Kept with every record that has none of its own. */
  readonly note?: string;
}

const nanosPerHour = 3_600_000_000_000n;

/** Checks the rows of one call one after another; it remembers keys, so each reading of a call takes a new one. */
export class RecordChecker {
  readonly #context: CheckContext;
  readonly #seen = new FingerprintSet();

  constructor(context: CheckContext) {
    this.#context = context;
  }

  /**
   * Finds every fault of a row, or makes a candidate of it.
   *
   * @param derived - what follows from other records and is never typed
   */
  check(input: InputRow, derived: JsonObject = {}): CheckedRow {
    const { row } = input;
    const checked = this.#check(input, derived);
    if (checked.faults.length === 0 && checked.warnings.length === 0) return { row, ...checked };
    const place = (fault: Fault): Fault => {
      const column = input.columnOf?.(fault.pointer);
      return {
        row,
        ...(column === undefined ? {} : { column }),
        ...fault,
        pointer: placeOf(input, fault.pointer),
      };
    };
    return {
      row,
      ...(checked.candidate === undefined ? {} : { candidate: checked.candidate }),
      faults: checked.faults.map(place),
      warnings: checked.warnings.map(place),
    };
  }

  #check({ row, values, faults }: InputRow, derived: JsonObject): Omit<CheckedRow, 'row'> {
    const { kind, publisher, directory } = this.#context;
    if (faults.length > 0) return refused(faults);
    if (!isJsonObject(values))
      return refused([{ pointer: '', code: 'WRONG_TYPE', message: 'a record is an object' }]);
    const filled = this.#fillIn(values);
    const formFaults = kind.validate(filled);
    if (formFaults.length > 0) return refused(formFaults);
    const resolved = resolveParties(filled, kind, directory);
    const ruleFaults = [...resolved.faults, ...kind.ruleFaults(resolved.values, publisher)];
    if (ruleFaults.length > 0) return refused(ruleFaults);
    const complete = kind.complete(this.#named({ ...resolved.values, ...derived }), publisher);
    const parts = kind.split(complete);
    const candidate = { row, parts, ...measure(parts) };
    const lateFaults = [...this.#orderFaults(parts.identity), ...sizeFaults(candidate)];
    if (lateFaults.length > 0) return refused(lateFaults);
    return { candidate, faults: [], warnings: resolved.warnings };
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
    const { kind, publisher, receivedAt } = this.#context;
    const order = kind.orderValue(identity);
    const field = kind.marks['x-order'];
    const pointer = field === undefined ? '' : `/${field}`;
    const faults: Fault[] = [];
    if (isAhead(identity[field ?? ''], order, receivedAt)) {
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
function isAhead(value: JsonValue | undefined, order: bigint | null, now: Instant): boolean {
  return typeof value === 'string' && order !== null && order > now + BigInt(AHEAD_MAX_HOURS) * nanosPerHour;
}

function measure(parts: SectionValues): Pick<Candidate, 'present' | 'bytes'> {
  const present = sections.filter((section) => Object.keys(parts[section] ?? {}).length > 0);
  const bytes = { identity: 2, quantity: 2, commercial: 2, evidence: 2 };
  for (const section of present) bytes[section] = Buffer.byteLength(JSON.stringify(parts[section]));
  return { present, bytes };
}

function sizeFaults({ bytes }: Candidate): readonly Fault[] {
  const total = sections.reduce((sum, section) => sum + bytes[section], 0);
  if (total <= RECORD_BYTES_MAX) return [];
  return [{ pointer: '', code: 'TOO_LARGE', message: `a record has at most ${RECORD_BYTES_MAX} bytes` }];
}

function refused(faults: readonly Fault[]): Omit<CheckedRow, 'row'> {
  return { faults, warnings: [] };
}
