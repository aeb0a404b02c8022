// SPDX-License-Identifier: Apache-2.0
import {
  definitionName,
  parseJson,
  resolveSchema,
  type JsonValue,
  type KindSchema,
  type ValueSchema,
} from '@chainshare/chaincode/model';
import { readDate, readTimestamp } from './cell-time.js';
import { UNIT_NAMES } from './unit-names.js';

/** Full-width forms of digits, comma, point and minus, as Chinese input methods write them. */
const fullWidthForm = /[０-９，．－]/g;
const FULL_WIDTH_OFFSET = 0xfee0;

/** Thousands in groups of exactly three digits; `1,5` stays as it is and is refused by the schema. */
const groupedForm = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false, 是: true, 否: false };

/** A leading quote keeps spreadsheets from reading a text as a formula; exactly one is taken off again. */
const guardForm = /^'(?=[=+\-@'])/;

/**
 * Reads one cell as the value that its column holds. What cannot be read stays a text, so that the schema refuses
 * it with the place; an empty cell is absent.
 */
export function readCell(cell: string, schema: ValueSchema, marks: KindSchema): JsonValue | undefined {
  const text = cell.trim();
  if (text === '') return undefined;
  const resolved = resolveSchema(marks, schema);
  switch (resolved.type) {
    case 'array':
      return isListOfTexts(resolved) ? readList(text) : readCompactJson(text);
    case 'object':
      return readCompactJson(text);
    case 'boolean':
      return BOOLEANS[text.toLowerCase()] ?? text;
    case 'integer':
    case 'number':
      return readNumber(text);
    default:
      return readText(text, definitionName(schema));
  }
}

/** How the texts of each shared definition are read; all others only lose the guard against formulas. */
const READERS: Readonly<Record<string, (text: string) => string>> = {
  dec: readDecimal,
  percent: readDecimal,
  date: (text) => readDate(text) ?? text,
  timestamp: (text) => readTimestamp(text) ?? text,
  when: (text) => readDate(text) ?? readTimestamp(text) ?? text,
  unit: (text) => UNIT_NAMES[text.toLowerCase()] ?? text,
};

function readText(text: string, definition: string | undefined): string {
  const read = READERS[definition ?? ''];
  return read === undefined ? text.replace(guardForm, '') : read(text);
}

function readDecimal(text: string): string {
  const plain = text.replace(fullWidthForm, (char) =>
    String.fromCharCode(char.charCodeAt(0) - FULL_WIDTH_OFFSET),
  );
  return groupedForm.test(plain) ? plain.replaceAll(',', '') : plain;
}

function readNumber(text: string): JsonValue {
  const plain = readDecimal(text);
  return /^-?\d{1,15}$/.test(plain) ? Number(plain) : text;
}

function isListOfTexts({ items }: ValueSchema): boolean {
  return items?.type !== 'object' && items?.properties === undefined;
}

/** A list in one cell: `a;b`, a semicolon within an item as `\;`. */
function readList(text: string): JsonValue {
  return text
    .split(/(?<!\\);/)
    .map((item) => item.trim().replaceAll('\\;', ';').replace(guardForm, ''))
    .filter((item) => item !== '');
}

function readCompactJson(text: string): JsonValue {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}
