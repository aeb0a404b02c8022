// SPDX-License-Identifier: Apache-2.0
import { canonical } from '../canonical.js';
import type { JsonObject } from '../json.js';
import type { KindSchema } from './kind-schema.js';
import { membersOf } from './quantity-faults.js';
import type { RecordFault } from './record-fault.js';

/** Finds items of a list that its kind tells apart by members in which they are equal. */
export function newItemFaults(kind: KindSchema): (record: JsonObject) => readonly RecordFault[] {
  const lists = Object.entries(kind.properties).flatMap(([list, { 'x-item-key': members }]) =>
    members === undefined ? [] : [{ list, members }],
  );
  return (record) => {
    const faults: RecordFault[] = [];
    for (const { list, members } of lists) {
      if (record[list] !== undefined) faults.push(...duplicateFaults(record, list, members));
    }
    return faults;
  };
}

function duplicateFaults(record: JsonObject, list: string, members: readonly string[]): RecordFault[] {
  const seen = new Set<string>();
  return membersOf(record, list).flatMap((item, i) => {
    const key = canonical(members.map((member) => item[member] ?? null));
    if (seen.has(key)) {
      const pointer = `/${list}/${i}/${members[0] ?? ''}`;
      return [{ pointer, code: 'DUPLICATE_ITEM', message: `${members.join(' and ')} are given twice` }];
    }
    seen.add(key);
    return [];
  });
}
