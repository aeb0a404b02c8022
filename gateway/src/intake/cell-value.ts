// SPDX-License-Identifier: Apache-2.0
import {
  definitionName,
  parseJson,
  type JsonValue,
  type KindSchema,
  type ValueSchema,
} from '@chainshare/chaincode/model';
import { contentOf, type CellContent } from '../kinds/cell-content.js';
import { readDate, readTimestamp } from './cell-time.js';
import { CellFault, type SheetCell } from './sheet-cell.js';
import { takeOffGuard } from './formula-guard.js';
import { readList } from './list-cell.js';
import { readNumberText, toPlain } from './number-text.js';
import type { TimeZone } from './time-zone.js';
import { UNIT_NAMES } from './unit-names.js';

/** What a cell says: its value, nothing, or why it cannot be read. */
export type CellReading = JsonValue | CellFault | undefined;

/** How cells are read, beside what their column holds. */
export interface CellContext {
  readonly marks: KindSchema;
  readonly zone: TimeZone;
  /** What a mapping calls units, by name. */
  readonly units: Readonly<Record<string, string>>;
}

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false, 是: true, 否: false };

/**
 * Makes the reader of one column. A text that cannot be read stays as it is, so that the schema refuses it with the
 * place, unless something better can be said of it; an empty cell is absent.
 *
 * @param inList - whether the column is a member of a list of objects; a list in it is compact JSON then
 */
export function cellReader(
  schema: ValueSchema,
  inList: boolean,
  context: CellContext,
): (cell: SheetCell) => CellReading {
  const content = contentOf(schema, inList, context.marks);
  const readText = textReader(schema, content, context);
  return (cell) => {
    if (cell instanceof CellFault) return cell;
    const text = (typeof cell === 'string' ? cell : cell.text).trim();
    if (text === '') return undefined;
    return (typeof cell === 'string' ? undefined : typeFault(cell.is, content)) ?? readText(text);
  };
}

/** A spreadsheet that took a code for a number or a date has changed it: 0012 has become 12, and 1-2 a day. */
function typeFault(is: 'number' | 'date', content: CellContent): CellFault | undefined {
  if (content === 'text' || content === 'list') {
    return is === 'number'
      ? new CellFault(
          'CODE_AS_NUMBER',
          'a code came as a number; format its column as text and write it anew',
        )
      : new CellFault('CODE_AS_DATE', 'a code came as a date; format its column as text and write it anew');
  }
  if (is === 'date' && content !== 'time')
    return new CellFault('MALFORMED', 'this cell is formatted as a date');
  return undefined;
}

function textReader(
  schema: ValueSchema,
  content: CellContent,
  { zone, units }: CellContext,
): (text: string) => CellReading {
  const definition = definitionName(schema) ?? '';
  if (content === 'time') return timeReader(definition, zone);
  if (definition === 'percent') return readPercent;
  if (definition === 'unit') return (text) => readUnit(text, units);
  return READERS[content];
}

const READERS: Readonly<Record<Exclude<CellContent, 'time'>, (text: string) => CellReading>> = {
  list: readList,
  json: readCompactJson,
  boolean: readBoolean,
  integer: readInteger,
  number: readNumberText,
  text: takeOffGuard,
};

const noTime = new CellFault(
  'MALFORMED',
  'write 2026-11-23, 2026/11/23, 20261123 or 2026年11月23日, with or without time: the year first, in four digits',
);

function timeReader(definition: string, zone: TimeZone): (text: string) => CellReading {
  switch (definition) {
    case 'date':
      return (text) => readDate(toPlain(text)) ?? noTime;
    case 'timestamp':
      return (text) => readTimestamp(toPlain(text), zone) ?? noTime;
    default:
      return (text) => readDate(toPlain(text)) ?? readTimestamp(toPlain(text), zone) ?? noTime;
  }
}

function readBoolean(text: string): CellReading {
  const word = text.toLowerCase();
  return Object.hasOwn(BOOLEANS, word) ? BOOLEANS[word] : text;
}

function readInteger(text: string): CellReading {
  const plain = readNumberText(text);
  return typeof plain === 'string' && /^-?\d{1,15}$/.test(plain) ? Number(plain) : plain;
}

/** A percentage is written with or without its sign; without, it is one all the same. */
function readPercent(text: string): CellReading {
  const plain = toPlain(text);
  return readNumberText(plain.endsWith('%') ? plain.slice(0, -1).trimEnd() : plain);
}

function readUnit(text: string, units: Readonly<Record<string, string>>): CellReading {
  if (Object.hasOwn(units, text)) return units[text];
  const name = text.toLowerCase();
  return Object.hasOwn(UNIT_NAMES, name) ? UNIT_NAMES[name] : text;
}

function readCompactJson(text: string): JsonValue {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}
