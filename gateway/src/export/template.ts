// SPDX-License-Identifier: Apache-2.0
import { definitionName, resolveSchema } from '@chainshare/chaincode/model';
import { contentOf, type CellContent } from '../kinds/cell-content.js';
import type { Kind } from '../kinds/kind.js';
import { columnTitle, tableColumns, type TableColumn } from '../kinds/table-columns.js';
import { csvText } from './csv-bytes.js';
import { shortWorkbook } from './workbook-bytes.js';

/** Lines of a template whose cells are ready to take codes: a small supplier's week. */
const EMPTY_LINES = 500;

/** How cells are written, by what they hold. */
const FORMS: Readonly<Record<CellContent, string>> = {
  number: '1200.5',
  integer: '12',
  time: '2026-11-23 08:00, 2026年11月23日',
  boolean: '是 否 true false',
  json: 'JSON',
  list: 'a;b',
  text: '',
};

/** An empty table of a kind: its header line. */
export function csvTemplate(kind: Kind): string {
  return csvText([tableColumns(kind.marks).map(({ name }) => name)]);
}

/** An empty table of a kind as a workbook, with a second sheet that explains each column in Chinese and English. */
export async function xlsxTemplate(kind: Kind): Promise<Uint8Array> {
  const columns = tableColumns(kind.marks);
  const isText = ({ schema, list }: TableColumn) =>
    ['text', 'list'].includes(contentOf(schema, list !== undefined, kind.marks));
  return shortWorkbook([
    {
      name: kind.name,
      rows: [columns.map(({ name }) => name)],
      textColumns: columns.flatMap((column, i) => (isText(column) ? [i] : [])),
      emptyLines: EMPTY_LINES,
    },
    { name: '说明 Help', rows: [helpHeader, ...columns.map((column) => helpLine(column, kind))] },
  ]);
}

const helpHeader = [
  '列 Column',
  '名称',
  'Title',
  '必填 Required',
  '部分 Section',
  '写法 Form',
  '说明',
  'Help',
];

function helpLine(column: TableColumn, { marks }: Kind): readonly string[] {
  const { name, property, schema, list, required } = column;
  const { enum: words } = resolveSchema(marks, schema);
  const isUnit = definitionName(schema) === 'unit';
  const form =
    words === undefined ? FORMS[contentOf(schema, list !== undefined, marks)] : words.map(String).join(' ');
  return [
    name,
    columnTitle(column, 'zh'),
    columnTitle(column, 'en'),
    required ? '是 yes' : '',
    property['x-section'],
    isUnit ? 'UN/ECE Rec 20: KGM 公斤, H87 件' : form,
    property['x-help']?.zh ?? '',
    property['x-help']?.en ?? '',
  ];
}
