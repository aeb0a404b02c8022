// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '../json.js';
import { identifierFaults } from './identifier-faults.js';
import type { RulesOfKind } from './rules-of-kind.js';
import { notPositiveFaults, rangeFaults } from './quantity-faults.js';
import type { RecordFault } from './record-fault.js';
import { sequenceFaults } from './time-faults.js';

/** What has happened by the time that a delivery is in a state. */
const happened: Readonly<
  Record<string, { readonly must: readonly string[]; readonly not: readonly string[] }>
> = {
  planned: { must: [], not: ['actualDeparture', 'actualArrival'] },
  departed: { must: ['actualDeparture'], not: ['actualArrival'] },
  arrived: { must: ['actualArrival'], not: [] },
  cancelled: { must: [], not: ['actualArrival'] },
};

/** A delivery is published by who takes part in it, and its times say the same as its state. */
export const deliveryRules: RulesOfKind = {
  complete: (record) => record,
  faults: (record, publisher) => [
    ...partyFaults(record, publisher),
    ...identifierFaults('sscc', record['sscc'], '/sscc'),
    ...notPositiveFaults(record, ['quantity']),
    ...stateFaults(record),
    ...sequenceFaults(record, 'actualDeparture', 'actualArrival'),
    ...sequenceFaults(record, 'estimatedDeparture', 'estimatedArrival'),
    ...rangeFaults((record['coldChain'] ?? {}) as JsonObject, 'min', 'max', '/coldChain'),
  ],
};

function partyFaults({ shipper, consignee, carrier }: JsonObject, publisher: string): readonly RecordFault[] {
  if ([shipper, consignee, carrier].includes(publisher)) return [];
  const message = 'the publisher is the shipper, the consignee or the carrier';
  return [{ pointer: '/shipper', code: 'NOT_ALLOWED', message }];
}

function stateFaults(record: JsonObject): readonly RecordFault[] {
  const state = record['state'] as string;
  const { must = [], not = [] } = happened[state] ?? {};
  return [
    ...must
      .filter((name) => record[name] === undefined)
      .map((name): RecordFault => ({
        pointer: `/${name}`,
        code: 'REQUIRED',
        message: `a delivery that is ${state} says when`,
      })),
    ...not
      .filter((name) => record[name] !== undefined)
      .map((name): RecordFault => ({
        pointer: `/${name}`,
        code: 'NOT_ALLOWED',
        message: `a delivery that is ${state} has no ${name}`,
      })),
  ];
}
