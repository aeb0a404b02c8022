// SPDX-License-Identifier: Apache-2.0
import {
  canonical,
  isJsonObject,
  LedgerError,
  parseJson,
  type JsonObject,
  type JsonValue,
} from '@chainshare/chaincode/model';
import type { Fault } from '../../errors.js';
import type { Kind } from '../../kinds/kind.js';
import { patchBetween, patched } from '../merge-patch.js';
import { eventHash } from './event-hash.js';
import { LISTS, linesOf, memberOf } from './lists.js';

/** An event as records of kind `event`, or why it cannot be. */
export interface SplitEvent {
  /** Line 0, which carries the event, then one for each thing that it names. */
  readonly records: readonly JsonObject[];
  /** At places in the event. */
  readonly faults: readonly Fault[];
}

/** Members that an event and its records have under the same name. */
const SAME = ['eventID', 'eventTime', 'eventTimeZoneOffset', 'action', 'bizStep', 'disposition'];

/** Members that say a place, as `{id}`. */
const PLACES = ['readPoint', 'bizLocation'];

/** Members that each line repeats: they name whom the event is between. */
const BETWEEN = ['sourceList', 'destinationList'];

/** Members that line 0 alone has. */
const ONCE = ['bizTransactionList', 'certificationInfo'];

/**
 * Splits an event of EPCIS 2.0 into records, one for each line, so that each thing that it names can be granted or
 * withheld alone. What the records have no field for stands in `rest` of line 0: a JSON Merge Patch (RFC 7396) that
 * makes the event of what its lines say, so that {@link joinEvent} gives it back equal as JSON.
 *
 * @param kind - `event`
 * @param context - the `@context` of the document that the event stands in
 */
export function splitEvent(kind: Kind, event: JsonObject, context?: JsonValue): SplitEvent {
  if (!isCanonical(event)) return refused('', 'MALFORMED', 'it nests too deep or holds half a character');
  const { type: full } = event;
  const [, type = ''] = /^(\w+)Event$/.exec(typeof full === 'string' ? full : '') ?? [];
  if (!Object.hasOwn(LISTS, type)) return refused('/type', 'NOT_ALLOWED', 'this type of event is not known');
  const records = recordsOf(kind, event, type, context);
  const faults = records.flatMap((record) => kind.validate(record)).map(inEvent);
  if (faults.length > 0) return { records: [], faults };
  if (canonical(joinEvent(records) ?? {}) !== canonical(event)) {
    return refused('', 'NOT_ALLOWED', 'an event does not say null');
  }
  return { records, faults: [] };
}

/** An event without name is named by its hash (CBV 2.0, section 8.9), which the rest of line 0 takes off again. */
function recordsOf(
  kind: Kind,
  event: JsonObject,
  type: string,
  context: JsonValue | undefined,
): readonly JsonObject[] {
  const lines = (LISTS[type] ?? [])
    .flatMap((list) => linesOf(event, list))
    .filter((line) => fits(kind, line));
  const eventID = event['eventID'] ?? eventHash(event, context);
  const { common, once } = partsOf({
    ...fitting(kind, { ...fieldsOf(event), eventID, type }),
    lines: lines.length,
  });
  const head = { ...common, ...once, line: 0, role: 'event' };
  const records = lines.map((line, i) => ({ ...common, ...line, line: i + 1 }));
  const rest = patchBetween(joined(head, records), event);
  const carried = {
    ...head,
    ...(Object.keys(rest).length === 0 ? {} : { rest: canonical(rest) }),
    ...(context === undefined ? {} : { context: canonical(context) }),
  };
  return [carried, ...records];
}

/**
 * Joins the records of an event again.
 *
 * @param records - in any order
 * @returns `undefined` when line 0 or another line is missing: then nobody can say what the event was
 */
export function joinEvent(records: readonly JsonObject[]): JsonObject | undefined {
  const ordered = [...records].sort((a, b) => lineOf(a) - lineOf(b));
  const [head, ...lines] = ordered;
  if (head === undefined || lines.length !== head['lines']) return undefined;
  if (ordered.some((record, i) => record['line'] !== i)) return undefined;
  const rest = typeof head['rest'] === 'string' ? parseJson(head['rest']) : {};
  return patched(joined(head, lines), rest) as JsonObject;
}

/** Whether records, which are sealed in canonical form, can hold a value at all. */
function isCanonical(value: JsonValue): boolean {
  try {
    canonical(value);
    return true;
  } catch (error) {
    if (error instanceof LedgerError) return false;
    throw error;
  }
}

/** What line 0 and the other lines say of the event by their fields alone. */
function joined(head: JsonObject, lines: readonly JsonObject[]): JsonObject {
  const type = head['type'] as string;
  const members: Record<string, JsonValue> = { type: `${type}Event` };
  for (const name of [...SAME, ...BETWEEN, ...ONCE]) {
    const value = head[name];
    if (value !== undefined) members[name] = value;
  }
  for (const name of PLACES) {
    const id = head[name];
    if (id !== undefined) members[name] = { id };
  }
  for (const list of LISTS[type] ?? []) {
    const value = memberOf(lines, list);
    if (value !== undefined) members[list.member] = value;
  }
  return members;
}

/** The members of an event that records have fields for. */
function fieldsOf(event: JsonObject): JsonObject {
  const same = [...SAME, ...BETWEEN, ...ONCE].map((name) => [name, event[name]] as const);
  const places = PLACES.map((name) => {
    const place = event[name];
    return [name, isJsonObject(place) ? place['id'] : undefined] as const;
  });
  const given = [...same, ...places].filter(
    (entry): entry is readonly [string, JsonValue] => entry[1] !== undefined,
  );
  return Object.fromEntries(given);
}

/** Leaves out what a record may not say so, such as an empty list; the rest of the event then says it. */
function fitting(kind: Kind, fields: JsonObject): JsonObject {
  const wrong = new Set(kind.validate(fields).map(({ pointer }) => pointer.split('/')[1] ?? ''));
  const { required } = kind.marks;
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => required.includes(name) || !wrong.has(name)),
  );
}

/** Whether a record may say this line. */
function fits(kind: Kind, line: JsonObject): boolean {
  const own = Object.keys(line);
  return !kind.validate(line).some(({ pointer }) => own.includes(pointer.split('/')[1] ?? ''));
}

function partsOf(fields: JsonObject): { readonly common: JsonObject; readonly once: JsonObject } {
  const entries = Object.entries(fields);
  return {
    common: Object.fromEntries(entries.filter(([name]) => !ONCE.includes(name))),
    once: Object.fromEntries(entries.filter(([name]) => ONCE.includes(name))),
  };
}

function lineOf(record: JsonObject): number {
  return typeof record['line'] === 'number' ? record['line'] : -1;
}

/** Fields that an event lacks or has wrong are called there as here; what only the rest holds is the event itself. */
function inEvent(fault: Fault): Fault {
  return SAME.some((name) => fault.pointer === `/${name}`) ? fault : { ...fault, pointer: '' };
}

function refused(pointer: string, code: string, message: string): SplitEvent {
  return { records: [], faults: [{ pointer, code, message }] };
}
