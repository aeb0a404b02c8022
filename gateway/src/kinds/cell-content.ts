// SPDX-License-Identifier: Apache-2.0
import {
  definitionName,
  resolveSchema,
  type KindSchema,
  type ValueSchema,
} from '@chainshare/chaincode/model';

const NUMBERS = new Set([
  'dec',
  'percent',
  'pactDecimal',
  'pactPositive',
  'pactNotNegative',
  'pactNotPositive',
]);
const TIMES = new Set(['date', 'timestamp', 'when']);

/** What the cells of a column hold, as far as reading and writing them goes. */
export type CellContent = 'number' | 'integer' | 'time' | 'boolean' | 'json' | 'list' | 'text';

/**
 * What the cells of a column hold.
 *
 * @param inList - whether the column is a member of a list of objects; a list in it is compact JSON then
 */
export function contentOf(schema: ValueSchema, inList: boolean, marks: KindSchema): CellContent {
  const resolved = resolveSchema(marks, schema);
  switch (resolved.type) {
    case 'array':
      return isListOfTexts(resolved) && !inList ? 'list' : 'json';
    case 'object':
      return 'json';
    case 'boolean':
      return 'boolean';
    case 'integer':
    case 'number':
      return 'integer';
    default:
      return textContent(definitionName(schema) ?? '');
  }
}

function textContent(definition: string): CellContent {
  if (NUMBERS.has(definition)) return 'number';
  return TIMES.has(definition) ? 'time' : 'text';
}

function isListOfTexts({ items }: ValueSchema): boolean {
  return items?.type !== 'object' && items?.properties === undefined;
}
