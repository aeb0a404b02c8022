// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, KindSchema, Section } from '@chainshare/chaincode/model';
import { tableColumns } from './table-columns.js';

/** One field of a kind as a table has it: a column. */
export interface KindField {
  /** `order.orderId` for a member of an object, `buckets[].start` for one of a list of objects. */
  readonly field: string;
  readonly title: Bilingual;
  readonly help: Bilingual | null;
  readonly section: Section;
  readonly required: boolean;
}

/** The fields of a kind in the order of its schema, objects and lists of objects folded to paths. */
export function kindFields(schema: KindSchema): readonly KindField[] {
  return tableColumns(schema).map(({ name, property, required }) => ({
    field: name,
    title: property['x-title'],
    help: property['x-help'] ?? null,
    section: property['x-section'],
    required,
  }));
}
