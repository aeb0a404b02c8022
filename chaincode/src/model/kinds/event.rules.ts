// SPDX-License-Identifier: Apache-2.0
import { parseCanonical } from '../canonical.js';
import type { JsonObject } from '../json.js';
import { reads } from '../reads.js';
import type { RulesOfKind } from './rules-of-kind.js';
import type { RecordFault } from './record-fault.js';

/** Which events have lines of which role (EPCIS 2.0, section 7.4). */
const typesOfRole: Readonly<Record<string, readonly string[]>> = {
  object: ['Object', 'Transaction'],
  parent: ['Aggregation', 'Transaction', 'Association'],
  child: ['Aggregation', 'Association'],
  input: ['Transformation'],
  output: ['Transformation'],
};

/** Members that only line 0 has, which carries the event once. */
const ofTheEvent = ['rest', 'context'] as const;

/** Members that every line but line 0 has. */
const ofTheLine = ['list', 'epc'] as const;

/** Line 0 carries the event, every other line one EPC in a role that the type of the event knows. */
export const eventRules: RulesOfKind = {
  complete: (record) => record,
  faults: (record) => [
    ...lineFaults(record),
    ...roleFaults(record),
    ...actionFaults(record),
    ...quantityFaults(record),
    ...jsonFaults(record),
  ],
};

function lineFaults(record: JsonObject): readonly RecordFault[] {
  const { line, lines } = record as { line: number; lines: number };
  const faults: RecordFault[] = [];
  if (line > lines) {
    faults.push({ pointer: '/line', code: 'OUT_OF_RANGE', message: 'the event has no such line' });
  }
  const isHead = line === 0;
  const lacking = isHead ? [] : ofTheLine.filter((name) => record[name] === undefined);
  const strange = (isHead ? ofTheLine : ofTheEvent).filter((name) => record[name] !== undefined);
  return [
    ...faults,
    ...lacking.map((name): RecordFault => ({
      pointer: `/${name}`,
      code: 'REQUIRED',
      message: 'every line but line 0 carries an EPC and names its list',
    })),
    ...strange.map((name): RecordFault => ({
      pointer: `/${name}`,
      code: 'NOT_ALLOWED',
      message: isHead ? 'line 0 carries no EPC' : 'only line 0 carries the event',
    })),
  ];
}

function roleFaults({ line, role, type }: JsonObject): readonly RecordFault[] {
  const fits =
    role === 'event' ? line === 0 : line !== 0 && typesOfRole[role as string]?.includes(type as string);
  if (fits === true) return [];
  return [{ pointer: '/role', code: 'NOT_ALLOWED', message: 'this role fits neither the line nor the type' }];
}

function actionFaults({ type, action }: JsonObject): readonly RecordFault[] {
  if (type === 'Transformation') {
    if (action === undefined) return [];
    return [{ pointer: '/action', code: 'NOT_ALLOWED', message: 'a transformation has no action' }];
  }
  if (action !== undefined) return [];
  return [
    { pointer: '/action', code: 'REQUIRED', message: 'every event but a transformation has an action' },
  ];
}

function quantityFaults({ list, quantity, uom }: JsonObject): readonly RecordFault[] {
  const faults: RecordFault[] = [];
  if (quantity !== undefined && list !== 'quantity') {
    const message = 'only a line of a quantity list has a quantity';
    faults.push({ pointer: '/quantity', code: 'NOT_ALLOWED', message });
  }
  if (uom !== undefined && quantity === undefined) {
    faults.push({ pointer: '/quantity', code: 'REQUIRED', message: 'a unit of measure is of a quantity' });
  }
  return faults;
}

function jsonFaults(record: JsonObject): readonly RecordFault[] {
  return ofTheEvent
    .filter((name) => record[name] !== undefined && !reads(parseCanonical, record[name] as string))
    .map((name) => ({
      pointer: `/${name}`,
      code: 'MALFORMED',
      message: 'must be JSON in the canonical form of RFC 8785',
    }));
}
