// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import {
  textCell,
  textRow,
  workbook,
  workbookEntries,
  zip,
  type ZipEntry,
} from '../../../support/workbook.js';
import { faultsOf, readSheet } from './sheets.js';

const rows = textRow(1, ['product']) + textRow(2, ['TAG-01']);
const entries = workbookEntries({ rows });
const withPart = (name: string, data: string, more: Partial<ZipEntry> = {}): Buffer =>
  zip([...entries.filter((entry) => entry.name !== name), { name, data, ...more }]);
const refused = async (bytes: Uint8Array) =>
  (await faultsOf(() => readSheet(bytes, 'xlsx', catalogue.kind('inventory')))).map(({ row, code }) =>
    `${row ?? ''} ${code}`.trim(),
  );
const sheet = 'xl/worksheets/sheet1.xml';
const inSheet = (xml: string) => withPart(sheet, `<worksheet><sheetData>${xml}</sheetData></worksheet>`);

describe('hostile workbooks', () => {
  it('are refused when they are no archive', async () => {
    expect(await refused(Buffer.from('product\nTAG-01\n'))).to.deep.equal(['NOT_XLSX']);
    expect(await refused(Buffer.alloc(0))).to.deep.equal(['NOT_XLSX']);
    const whole = zip(entries);
    expect(await refused(whole.subarray(0, whole.length - 30))).to.deep.equal(['NOT_XLSX']);
  });

  it('are refused when they are locked or of before 2007', async () => {
    expect(await refused(Buffer.from('d0cf11e0a1b11ae10000', 'hex'))).to.deep.equal(['ENCRYPTED']);
    expect(await refused(zip(entries.map((entry) => ({ ...entry, flags: 1 }))))).to.deep.equal(['ENCRYPTED']);
  });

  it('are refused when they hold macros', async () => {
    expect(await refused(withPart('xl/vbaProject.bin', 'x'))).to.deep.equal(['MACROS']);
    expect(await refused(withPart('xl/macrosheets/sheet1.xml', 'x'))).to.deep.equal(['MACROS']);
    const type =
      '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>';
    expect(await refused(withPart('[Content_Types].xml', type))).to.deep.equal(['MACROS']);
  });

  it('are refused when a part becomes far larger, before it is unpacked', async () => {
    expect(await refused(withPart(sheet, ' '.repeat(8_000_000)))).to.deep.equal(['ZIP_BOMB']);
    expect(await refused(withPart('xl/media/image1.png', ' '.repeat(8_000_000)))).to.deep.equal(['ZIP_BOMB']);
  });

  it('are refused when a part is larger than the archive says', async () => {
    expect(await refused(withPart(sheet, ' '.repeat(1_000_000), { claimedBytes: 100 }))).to.deep.equal([
      'NOT_XLSX',
    ]);
  });

  it('are refused when parts lie over one another', async () => {
    const bytes = withPart(sheet, `<worksheet>${Buffer.alloc(40_000, 'x7f').toString('base64')}</worksheet>`);
    // The directory claims that one part takes more of the archive than there is.
    const at = bytes.lastIndexOf(Buffer.from('504b0102', 'hex'));
    bytes.writeUInt32LE(bytes.length, at + 20);
    expect(await refused(bytes)).to.deep.equal(['ZIP_BOMB']);
  });

  it('are refused with too many parts, or with one part twice', async () => {
    const many = Array.from({ length: 2_001 }, (_, i) => ({ name: `xl/media/${i}.png`, data: '' }));
    expect(await refused(zip([...entries, ...many]))).to.deep.equal(['TOO_LARGE']);
    expect(await refused(zip([...entries, { name: sheet, data: '<worksheet/>' }]))).to.deep.equal([
      'NOT_XLSX',
    ]);
  });

  it('are refused when a part is missing, no XML or no UTF-8', async () => {
    for (const { name } of entries) {
      expect(await refused(zip(entries.filter((entry) => entry.name !== name))), name).to.deep.equal([
        'NOT_XLSX',
      ]);
    }
    expect(await refused(withPart(sheet, '<worksheet><sheetData>'))).to.deep.equal(['NOT_XLSX']);
    expect(await refused(withPart(sheet, '<worksheet></sheetData>'))).to.deep.equal(['NOT_XLSX']);
    const bytes = Buffer.concat([
      Buffer.from('<worksheet>'),
      Buffer.from([0xff]),
      Buffer.from('</worksheet>'),
    ]);
    expect(await refused(zip([...entries.slice(0, -1), { name: sheet, data: bytes }]))).to.deep.equal([
      'NOT_XLSX',
    ]);
  });

  it('are refused when they declare entities', async () => {
    const bomb = `<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>`;
    expect(await refused(withPart(sheet, `${bomb}<worksheet>&b;</worksheet>`))).to.deep.equal(['NOT_XLSX']);
    expect(await refused(inSheet(`<row><c t="str"><v>&undeclared;</v></c></row>`))).to.deep.equal([
      'NOT_XLSX',
    ]);
  });

  it('are refused with a million columns, however few of them say anything', async () => {
    expect(await refused(inSheet('<row r="1"><c r="ALM1" t="str"><v>x</v></c></row>'))).to.deep.equal([
      '1 TOO_MANY_COLUMNS',
    ]);
    expect(await refused(inSheet('<row r="1"><c r="ZZZZZZZ1" t="str"><v>x</v></c></row>'))).to.deep.equal([
      '1 TOO_MANY_COLUMNS',
    ]);
    expect(await refused(inSheet(`<row>${textCell('x').repeat(1_001)}</row>`))).to.deep.equal([
      '1 TOO_MANY_COLUMNS',
    ]);
    const csv = Buffer.from('x,'.repeat(450_000));
    const faults = await faultsOf(() => readSheet(csv, 'csv', catalogue.kind('inventory')));
    expect(faults.map(({ code }) => code)).to.deep.equal(['TOO_MANY_COLUMNS']);
  });

  it('are refused with lines that no sheet has, and places that are none', async () => {
    expect(await refused(inSheet('<row r="1048577"><c t="str"><v>x</v></c></row>'))).to.deep.equal([
      'NOT_XLSX',
    ]);
    for (const row of ['-1', '0', '1.5', 'x']) {
      expect(await refused(inSheet(`<row r="${row}"/>`)), row).to.deep.equal(['NOT_XLSX']);
    }
    expect(await refused(inSheet('<row r="1"><c r="1A"/></row>'))).to.deep.equal(['1 NOT_XLSX']);
  });

  it('are refused when one line, one cell or one mark has no end', async () => {
    const noise = Array.from({ length: 300_000 }, (_, i) => (i * 2_654_435_761).toString(36)).join('');
    expect(await refused(inSheet(`<row>${textCell(noise)}</row>`))).to.deep.equal(['TOO_LARGE']);
    expect(await refused(inSheet(`<row x="${noise}"/>`))).to.deep.equal(['TOO_LARGE']);
    const pieces = textCell(noise.slice(0, 400_000)).repeat(3);
    expect(await refused(inSheet(`<row>${pieces}</row>`))).to.deep.equal(['1 TOO_LARGE']);
  });

  it('are refused when marks nest deeper than those of any sheet', async () => {
    // Each open mark takes memory until it is closed, some hundred bytes for three of the file.
    expect(await refused(inSheet('<a>'.repeat(100_000) + '</a>'.repeat(100_000)))).to.deep.equal([
      'NOT_XLSX',
    ]);
  });

  it('are read at once, however long a format of numbers goes on', async () => {
    const format = '['.repeat(100_000);
    const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="${format}"/></numFmts></styleSheet>`;
    expect(await refused(withPart('xl/styles.xml', styles))).to.deep.equal([]);
  });

  it('take a cell of a type that is none for a number, whatever its name', async () => {
    for (const type of ['x', 'hasOwnProperty', 'toString', 'constructor', '__proto__']) {
      const cell = `<row r="2"><c r="A2" t="${type}"><v>12</v></c></row>`;
      expect(await refused(inSheet(textRow(1, ['product']) + cell)), type).to.deep.equal([]);
      const [row] = await readSheet(
        inSheet(textRow(1, ['product']) + cell),
        'xlsx',
        catalogue.kind('inventory'),
      );
      expect(
        row?.faults.map(({ code }) => code),
        type,
      ).to.deep.equal(['CODE_AS_NUMBER']);
    }
  });

  it('say no number where a cell holds none', async () => {
    for (const value of [
      ' ',
      '\t',
      '0x10',
      '0b1',
      '1_000',
      'Infinity',
      '1e999',
      '--1',
      '1.2.3',
      `${'1'.repeat(400_000)}x`,
    ]) {
      const cell = `<row r="2"><c r="A2"><v>${value}</v></c></row>`;
      const [row] = await readSheet(
        inSheet(textRow(1, ['quantity']) + cell),
        'xlsx',
        catalogue.kind('inventory'),
      );
      expect(
        row?.faults.map(({ code }) => code),
        value,
      ).to.deep.equal(['MALFORMED']);
    }
    for (const index of [' ', '0x0', '-0', '1.5', '7']) {
      const cell = `<row r="2"><c r="A2" t="s"><v>${index}</v></c></row>`;
      const rows = inSheet(textRow(1, ['product']) + cell);
      const [row] = await readSheet(rows, 'xlsx', catalogue.kind('inventory'));
      expect(
        row?.faults.map(({ code }) => code),
        index,
      ).to.deep.equal(['CELL_ERROR']);
    }
  });

  it('are refused when one place holds two cells, of which people see one', async () => {
    const twice = '<row r="1"><c r="A1" t="str"><v>product</v></c><c r="A1" t="str"><v>lot</v></c></row>';
    expect(await refused(inSheet(twice))).to.deep.equal(['1 NOT_XLSX']);
  });

  it('are refused when a header holds half a character', async () => {
    expect(await refused(workbook({ rows: textRow(1, ['_xD83D_']) + textRow(2, ['x']) }))).to.deep.equal([
      '1 UNKNOWN_COLUMN',
    ]);
  });

  it('never show what a file claims to be a name', async () => {
    expect(await refused(withPart('../../etc/passwd', 'x'))).to.deep.equal(['NOT_XLSX']);
    expect(
      await refused(
        inSheet('<row r="1"><c t="str"><v>__proto__</v></c></row><row r="2"><c t="str"><v>x</v></c></row>'),
      ),
    ).to.deep.equal(['1 UNKNOWN_COLUMN']);
  });

  it('read like any other when nothing is wrong with them', async () => {
    expect(await refused(workbook({ rows }))).to.deep.equal([]);
  });
});
