// SPDX-License-Identifier: Apache-2.0
import { gb18030 } from '../../support/gb18030.js';
import { textRow, workbook } from '../../support/workbook.js';

/** A row of the week's file, as Xinqiao writes it: product, place, customer, quantity. */
export interface Line {
  readonly product: string;
  readonly place: string;
  readonly customer: string;
  readonly quantity: string;
}

/** How a spreadsheet saves its lines. */
export interface SheetForm {
  readonly name: string;
  readonly extension: string;
  readonly contentType: string;
  readonly bytes: (lines: readonly (readonly string[])[]) => Buffer<ArrayBuffer>;
}

/** Rows of a week's file. */
export const WEEK_ROWS = 1_000;

/** The demonstration's tags, of which the policies speak; the first is also allocated to Guyu. */
export const TAGS = ['标签-01', '标签-02', '标签-03', '标签-04', '标签-05', '标签-06'];

/** Titles in Chinese, as people write them. */
const HEADER = ['物料', '地点', '客户', '方向', '盘点时间', '数量', '单位'];

/** The two forms in which a Chinese spreadsheet gives its lines away. */
export const SHEET_FORMS: readonly SheetForm[] = [
  {
    name: 'CSV in GB18030',
    extension: 'csv',
    contentType: 'text/csv',
    bytes: (lines) => gb18030(lines.map((cells) => `${cells.join(',')}\r\n`).join('')),
  },
  {
    name: 'XLSX',
    extension: 'xlsx',
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    bytes: (lines) => workbook({ rows: lines.map((cells, i) => textRow(i + 1, cells)).join('') }),
  },
];

/** The week's stock: free stock of every tag, one row allocated to Guyu, and a long tail of other things. */
export function week(factor: number): readonly Line[] {
  const free = TAGS.map((product, i) => ({
    ...{ product, place: '深圳仓', customer: '', quantity: `${(i + 1) * factor}` },
  }));
  const allocated = { product: '标签-01', place: '深圳仓', customer: 'Guyu', quantity: `${factor}` };
  const tail = Array.from({ length: WEEK_ROWS - free.length - 1 }, (_, i) => ({
    ...{ product: `XQ-${i}`, place: i % 2 === 0 ? '深圳仓' : '成都仓', customer: '', quantity: `${i + 1}` },
  }));
  return [...free, allocated, ...tail];
}

/** The lines with dates and units as people write them, saved in one form. */
export function fileOf(form: SheetForm, lines: readonly Line[], date: string): Buffer<ArrayBuffer> {
  const rows = lines.map(({ product, place, customer, quantity }) => [
    ...[product, place, customer, 'outbound', date, quantity, '个'],
  ]);
  return form.bytes([HEADER, ...rows]);
}
