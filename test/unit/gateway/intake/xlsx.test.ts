// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { gb18030 } from '../../../support/gb18030.js';
import { textCell, textRow, workbook, type WorkbookParts } from '../../../support/workbook.js';
import { readSheet } from './sheets.js';

const inventory = catalogue.kind('inventory');
const read = (parts: WorkbookParts) => readSheet(workbook(parts), 'xlsx', inventory);
const valuesOf = async (parts: WorkbookParts) => (await read(parts)).map(({ values }) => values);
const faultsIn = async (parts: WorkbookParts) =>
  (await read(parts)).flatMap(({ faults }) =>
    faults.map(({ row, column, code }) => `${row ?? ''} ${column ?? ''} ${code}`),
  );

/** Styles 0 general, 1 builtin date, 2 builtin Chinese date, 3 date with time, 4 percent, 5 a time alone. */
const styles = `<numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot; h:mm"/>
  <numFmt numFmtId="165" formatCode="[$-804]上午/下午h&quot;时&quot;mm"/><numFmt numFmtId="166" formatCode="0.00&quot;days&quot;;[Red]-0"/></numFmts>
  <cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>
  <cellXfs count="7"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="31"/><xf numFmtId="164"/><xf numFmtId="9"/>
  <xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>`;
const column = (header: string, ...cells: readonly string[]): WorkbookParts => ({
  styles,
  rows: [textRow(1, [header]), ...cells.map((cell, i) => `<row r="${i + 2}">${cell}</row>`)].join(''),
});
const number = (value: string, style = 0) => `<c s="${style}"><v>${value}</v></c>`;

describe('XLSX', () => {
  it('reads texts of every sort, by place or one after another', async () => {
    const values = await valuesOf({
      texts:
        '<si><t>物料</t></si><si><r><t xml:space="preserve">TAG</t></r><r><t>-01</t></r><rPh><t>sound</t></rPh></si><si><t>a_x000D_b_x005F_x0041_</t></si>',
      rows:
        `<row><c t="s"><v>0</v></c><c r="D1" t="inlineStr"><is><t>note</t></is></c><c r="B1" t="str"><v>地点</v></c>
        <c r="C1" t="s"/></row>`.replace(
          '<c r="C1" t="s"/>',
          '<c r="C1" t="inlineStr"><is><t>lot</t></is></c>',
        ) +
        '<row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4"/><c r="D4" t="s"><v>2</v></c><c r="ZZ4" s="1"/></row>',
    });
    expect(values).to.deep.equal([{ product: 'TAG-01', note: 'a\rb_x0041_' }]);
  });

  it('counts lines as the sheet does', async () => {
    const rows = await read({ rows: textRow(3, ['product']) + textRow(4, ['A']) + textRow(9, ['B']) });
    expect(rows.map(({ row }) => row)).to.deep.equal([4, 9]);
  });

  it('reads the first sheet that is to be seen', async () => {
    const hidden = '<sheet name="old" sheetId="2" state="hidden" r:id="rId9"/>';
    const seen = '<sheet name="now" sheetId="1" r:id="rId1"/>';
    const rows = textRow(1, ['product']) + textRow(2, ['A']);
    expect(await valuesOf({ sheets: hidden + seen, rows })).to.deep.equal([{ product: 'A' }]);
  });

  it('reads numbers as the decimals that were typed', async () => {
    const typed: readonly (readonly [string, string])[] = [
      ['1200', '1200'],
      ['0.10000000000000001', '0.1'],
      ['1.1000000000000001', '1.1'],
      ['-2.35', '-2.35'],
      ['1E-3', '0.001'],
      ['1.2E+15', '1200000000000000'],
      ['123456789012.34999', '123456789012.35'],
      ['-0', '0'],
    ];
    const values = await valuesOf(column('quantity', ...typed.map(([stored]) => number(stored))));
    expect(values).to.deep.equal(typed.map(([, quantity]) => ({ quantity })));
  });

  it('shows a cell without style as the first style says', async () => {
    const sheet = {
      ...column('asOf', '<c><v>46349</v></c>'),
      styles: '<cellXfs><xf numFmtId="14"/></cellXfs>',
    };
    expect(await valuesOf(sheet)).to.deep.equal([{ asOf: '2026-11-23T00:00:00+08:00' }]);
  });

  it('reads dates in every format that shows one, to the second', async () => {
    // 46349 is 2026-11-23; a third of a day is eight o'clock, and no fraction of two says it exactly.
    const values = await valuesOf(
      column(
        'asOf',
        number('46349', 1),
        number('46349', 2),
        number('46349.333333333336', 3),
        number('46349.9999884259', 3),
      ),
    );
    expect(values).to.deep.equal([
      { asOf: '2026-11-23T00:00:00+08:00' },
      { asOf: '2026-11-23T00:00:00+08:00' },
      { asOf: '2026-11-23T08:00:00+08:00' },
      { asOf: '2026-11-23T23:59:59+08:00' },
    ]);
  });

  it('reads days of the calendar that begins in 1904', async () => {
    const parts = column('asOf', number('44887', 1));
    expect(await valuesOf({ ...parts, date1904: true })).to.deep.equal([
      { asOf: '2026-11-23T00:00:00+08:00' },
    ]);
  });

  it('reads a day written as a number of eight digits', async () => {
    expect(await valuesOf(column('asOf', number('20261123')))).to.deep.equal([
      { asOf: '2026-11-23T00:00:00+08:00' },
    ]);
  });

  it('does not take a number for a date because its format holds words', async () => {
    expect(await valuesOf(column('quantity', number('7', 6)))).to.deep.equal([{ quantity: '7' }]);
  });

  it('refuses what is no day: a time alone, and what lies before 1901 or after 9999', async () => {
    const cells = [
      number('0.5', 5),
      number('60', 1),
      number('-1', 1),
      number('3000000', 1),
      number('1e300', 1),
    ];
    expect(await faultsIn(column('asOf', ...cells))).to.deep.equal(
      [2, 3, 4, 5, 6].map((row) => `${row} asOf MALFORMED`),
    );
  });

  it('refuses codes that came as numbers or dates, at their place', async () => {
    const cells = [number('12'), number('46349', 1), textCell('0012'), number('6901234567892')];
    expect(await faultsIn(column('物料', ...cells))).to.deep.equal([
      '2 物料 CODE_AS_NUMBER',
      '3 物料 CODE_AS_DATE',
      '5 物料 CODE_AS_NUMBER',
    ]);
    expect(await faultsIn(column('unit', number('33')))).to.deep.equal(['2 unit CODE_AS_NUMBER']);
    expect(await faultsIn(column('refs', number('33')))).to.deep.equal(['2 refs CODE_AS_NUMBER']);
  });

  it('refuses a date where a quantity belongs, and a percentage too', async () => {
    expect(await faultsIn(column('quantity', number('46349', 1)))).to.deep.equal(['2 quantity MALFORMED']);
    expect(await valuesOf(column('quantity', number('0.25', 4)))).to.deep.equal([{ quantity: '25%' }]);
  });

  it('reads a percentage as it is shown', async () => {
    const rows =
      textRow(1, ['materials[].massShare']) + `<row>${number('0.075', 4)}</row><row>${number('25')}</row>`;
    const [row] = await readSheet(workbook({ styles, rows }), 'xlsx', catalogue.kind('composition'));
    expect(row?.values).to.deep.equal({ materials: [{ massShare: '7.5' }, { massShare: '25' }] });
  });

  it('refuses formulas and errors, cell by cell', async () => {
    const cells = [
      '<c><f>1+1</f><v>2</v></c>',
      '<c t="str"><f t="shared" si="0"/><v>x</v></c>',
      '<c t="e"><v>#N/A</v></c>',
      '<c t="s"><v>99</v></c>',
    ];
    expect(await faultsIn(column('quantity', ...cells))).to.deep.equal([
      '2 quantity FORMULA',
      '3 quantity FORMULA',
      '4 quantity CELL_ERROR',
      '5 quantity CELL_ERROR',
    ]);
  });

  it('reads yes and no', async () => {
    const cells = ['<c t="b"><v>1</v></c>', '<c t="b"><v>0</v></c>', textCell('是')];
    expect(await valuesOf(column('blocked', ...cells))).to.deep.equal([
      { blocked: true },
      { blocked: false },
      { blocked: true },
    ]);
  });

  it('gives the same rows as a CSV file in GB18030', async () => {
    const table = [
      ['物料', '地点', '方向', '数量', '计量单位', '备注', 'asOf'],
      ['标签-01', '一号仓', 'outbound', '1,200.5', '公斤', '首班；“可用”', '2026年1月5日 下午3:20'],
      ['标签-02', '一号仓', 'outbound', '１２００', '件', '', '2026/1/5 8:05'],
    ].map((cells) => cells.map((cell) => cell.replace('计量单位', 'unit')));
    const csv = gb18030(table.map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\r\n'));
    const rows = table.map((cells, i) => textRow(i + 1, cells)).join('');
    const fromCsv = await readSheet(csv, 'csv', inventory);
    const fromXlsx = await read({ rows });
    const plain = (list: typeof fromCsv) => list.map(({ row, values, faults }) => ({ row, values, faults }));
    expect(plain(fromXlsx)).to.deep.equal(plain(fromCsv));
    expect(fromCsv[0]?.values).to.deep.equal({
      product: '标签-01',
      location: '一号仓',
      direction: 'outbound',
      quantity: '1200.5',
      unit: 'KGM',
      note: '首班；“可用”',
      asOf: '2026-01-05T15:20:00+08:00',
    });
  });
});
