// SPDX-License-Identifier: Apache-2.0
import { textCell, textRow, workbook, workbookEntries, zip } from '../../support/workbook.js';
import { csv, json, publish, row, sheet, type BadRequest } from './bad-requests.js';
import { ITEM_STOCK_TYPE } from './item-stock.js';

const [header, line] = sheet;

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const call = (refusal: string, body: object): BadRequest =>
  publish(refusal, { body: { kind: 'inventory', records: [row], ...body } });

const record = (refusal: string, values: object): BadRequest =>
  call(refusal, { records: [{ ...row, ...values }] });

const ndjson = (refusal: string, ...lines: readonly string[]): BadRequest =>
  publish(
    refusal,
    { body: lines.join('\n'), headers: { 'content-type': 'application/x-ndjson' } },
    '?kind=inventory',
  );

const xlsx = (refusal: string, bytes: Buffer): BadRequest =>
  publish(
    refusal,
    { body: new Uint8Array(bytes), headers: { 'content-type': XLSX_TYPE } },
    '?kind=inventory',
  );
const sheetOf = (...cells: readonly string[]): Buffer =>
  workbook({ rows: `${textRow(1, header.split(','))}<row r="2">${cells.join('')}</row>` });

const stock = (refusal: string, document: unknown, query = '?to=Xinghe'): BadRequest =>
  publish(refusal, { body: JSON.stringify(document), headers: { 'content-type': ITEM_STOCK_TYPE } }, query);

const stockAt = (unit: string) => ({
  quantityOnAllocatedStock: { value: 20, unit },
  ...{ stockLocationBPNS: 'BPNS1234567890ZZ', stockLocationBPNA: 'BPNA1234567890ZZ', isBlocked: false },
  lastUpdatedOnDateTime: '2026-11-23T08:00:00+08:00',
});
const itemStock = (...units: readonly string[]) => ({
  materialGlobalAssetId: 'urn:uuid:48878d48-6f1d-47f5-8ded-a441d0d879df',
  ...{ direction: 'INBOUND', positions: [{ allocatedStocks: units.map(stockAt) }] },
});

/** Bodies that are no JSON, no call, or name what is not there. */
export const BAD_CALLS: readonly BadRequest[] = [
  json('400: NOT_JSON', ''),
  json('400: NOT_JSON', '{'),
  json('400: NOT_JSON', new Uint8Array([0x22, 0xff, 0x22])),
  json('400: NOT_JSON', '['.repeat(100_000)),
  json('400: WRONG_TYPE', '[]'),
  json('400: REQUIRED at /kind, REQUIRED at /records', '{}'),
  call('400: UNKNOWN_FIELD at /colour', { colour: 'red' }),
  call('400: UNKNOWN_KIND at /kind', { kind: 'weather' }),
  call('400: UNKNOWN_KIND at /kind', { kind: 'key' }),
  call('400: WRONG_TYPE at /kind', { kind: 7 }),
  call('400: OUT_OF_RANGE at /records', { records: [] }),
  call('400: WRONG_TYPE at /records', { records: {} }),
  call('400: UNKNOWN_PARTY at /to/0', { to: ['Nobody'] }),
  call('400: UNKNOWN_PARTY at /to/0', { to: ['9520003000002'] }),
  call('400: NOT_ALLOWED at /sections', { sections: ['quantity'] }),
  call('400: NOT_ALLOWED at /sections/0', { to: ['Xinghe'], sections: ['price'] }),
  call('400: NOT_ALLOWED at /onward/direction', { onward: { direction: 'sideways', roles: ['core'] } }),
  publish('400: NOT_ALLOWED at /kind', { body: { kind: 'inventory', records: [row] } }, '?kind=inventory'),
];

/** Records that say what cannot be. */
export const BAD_RECORDS: readonly BadRequest[] = [
  call('400: WRONG_TYPE at 1 /records/0', { records: [7] }),
  call('400: REQUIRED at 2 /records/1/quantity', {
    records: [row, { ...row, product: 'XQ-TAG-2', quantity: undefined }],
  }),
  record('400: WRONG_TYPE at 1 /records/0/quantity', { quantity: 40 }),
  record('400: MALFORMED at 1 /records/0/quantity', { quantity: '4e1' }),
  record('400: OUT_OF_RANGE at 1 /records/0/quantity', { quantity: '-1' }),
  record('400: NOT_ALLOWED at 1 /records/0/unit', { unit: 'pieces' }),
  record('400: NOT_ALLOWED at 1 /records/0/direction', { direction: 'sideways' }),
  record('400: UNKNOWN_FIELD at 1 /records/0/colour', { colour: 'red' }),
  record('400: MALFORMED at 1 /records/0/product', { product: '' }),
  record('400: MALFORMED at 1 /records/0/product', { product: 'X'.repeat(81) }),
  record('400: MALFORMED at 1 /records/0/product', { product: 'a\u0000b' }),
  record('400: MALFORMED at 1 /records/0/asOf', { asOf: 'yesterday' }),
  record('400: IN_THE_FUTURE at 1 /records/0/asOf', { asOf: '2999-01-01T00:00:00Z' }),
  record('400: UNKNOWN_PARTY at 1 /records/0/customer', { customer: 'Nobody' }),
  record('400: MALFORMED at 1 /records/0/corrects, REQUIRED at 1 /records/0/reason', { corrects: 'x' }),
  record('400: NOT_OWN at 1 /records/0/corrects', {
    corrects: `${'0'.repeat(64)}.0`,
    reason: 'counted again',
  }),
  call('400: DUPLICATE_KEY at 2 /records/1/asOf', { records: [row, row] }),
];

/** Files that cannot be read as a table, lines or a document. */
export const BAD_FILES: readonly BadRequest[] = [
  csv('400: REQUIRED at 1', []),
  csv('400: REQUIRED', [header]),
  csv('400: REQUIRED at /kind', [header, line], ''),
  csv('400: UNKNOWN_COLUMN at 1 colour', [`${header},colour`, `${line},red`]),
  csv('400: DUPLICATE_COLUMN at 1 unit', [`${header},unit`, `${line},H87`]),
  csv('400: TOO_MANY_CELLS at 2', [header, `${line},more`]),
  csv('400: NOT_CSV at 2', [header, `"${line}`]),
  csv('400: MALFORMED at 3 quantity', [
    header,
    line,
    line.replace(',40,', ',1.2万,').replace('TAG-1', 'TAG-2'),
  ]),
  csv('400: NOT_TEXT', new Uint8Array([...Buffer.from(`${header}\n`), 0xff, 0xff, 0x0a])),
  csv('400: TOO_MANY_COLUMNS at 1', ['x,'.repeat(1_001)]),
  xlsx('400: NOT_XLSX', Buffer.from(`${header}\n${line}\n`)),
  xlsx('400: ENCRYPTED', Buffer.from('d0cf11e0a1b11ae1', 'hex')),
  xlsx('400: MACROS', zip([...workbookEntries({ rows: '' }), { name: 'xl/vbaProject.bin', data: '' }])),
  xlsx(
    '400: ZIP_BOMB',
    zip([...workbookEntries({ rows: '' }), { name: 'x', data: Buffer.alloc(5_000_000) }]),
  ),
  xlsx('400: REQUIRED at 1', workbook({ rows: '' })),
  xlsx('400: CODE_AS_NUMBER at 2 product', sheetOf('<c><v>12</v></c>')),
  xlsx('400: FORMULA at 2 quantity', sheetOf(textCell('TAG-1'), '<c r="E2"><f>1+1</f><v>2</v></c>')),
  ndjson('400: NOT_JSON at 2', JSON.stringify(row), '{'),
  ndjson('400: WRONG_TYPE at 2', JSON.stringify(row), '7'),
  stock('400: COUNTERPARTY_REQUIRED at /to', itemStock('unit:piece'), ''),
  stock('400: COUNTERPARTY_REQUIRED at /to', itemStock('unit:piece'), '?to=Xinghe&to=Guyu'),
  stock(
    '400: MIXED_UNITS at /positions/0/allocatedStocks/1/quantityOnAllocatedStock/unit, DUPLICATE_ITEM at /positions/0/allocatedStocks/1',
    itemStock('unit:piece', 'unit:kilogram'),
  ),
  stock(
    '400: NOT_ALLOWED at /positions/0/allocatedStocks/0/quantityOnAllocatedStock/unit',
    itemStock('unit:banana'),
  ),
  stock('400: REQUIRED at /positions', itemStock()),
  stock('400: UNKNOWN_FIELD at /colour', { ...itemStock('unit:piece'), colour: 'red' }),
  stock('400: WRONG_TYPE', []),
];
