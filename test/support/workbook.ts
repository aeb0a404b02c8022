// SPDX-License-Identifier: Apache-2.0
import { deflateRawSync } from 'node:zlib';

/** One file of an archive, and what its directory is to claim of it where that is not the truth. */
export interface ZipEntry {
  readonly name: string;
  readonly data: string | Uint8Array;
  readonly claimedBytes?: number;
  /** 1 = encrypted. */
  readonly flags?: number;
}

/** A ZIP archive (APPNOTE 6.3.10) as hostile as its entries; checksums are left 0. */
export function zip(entries: readonly ZipEntry[]): Buffer<ArrayBuffer> {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, claimedBytes, flags = 0 } of entries) {
    const plain = Buffer.from(data);
    const packed = deflateRawSync(plain);
    const bytes = claimedBytes ?? plain.length;
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes, 18);
    common.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, title, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), common, rest, title]));
    files.push(local);
    offset += local.length;
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = Buffer.alloc(22);
  end.write('504b0506', 0, 'hex');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

const types = 'http://schemas.openxmlformats.org/package/2006/content-types';
const packageRels = 'http://schemas.openxmlformats.org/package/2006/relationships';
const rels = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${rels}/${type}" Target="${target}"/>`;
const relations = (...all: readonly string[]): string =>
  `<Relationships xmlns="${packageRels}">${all.join('')}</Relationships>`;

/** What a workbook is made of; each is the XML between the outermost marks. */
export interface WorkbookParts {
  /** `<row>…</row>` of the first sheet. */
  readonly rows: string;
  /** `<si>…</si>` of the shared texts. */
  readonly texts?: string;
  /** Inside `<styleSheet>`. */
  readonly styles?: string;
  /** `<sheet>` marks in the order of the tabs; the first sheet has the relation `rId1`. */
  readonly sheets?: string;
  readonly date1904?: boolean;
}

/** The files of a workbook (ECMA-376), as Excel names them. */
export function workbookEntries(parts: WorkbookParts): readonly ZipEntry[] {
  const sheets = parts.sheets ?? '<sheet name="库存" sheetId="1" r:id="rId1"/>';
  const properties = parts.date1904 === true ? '<workbookPr date1904="1"/>' : '';
  return [
    { name: '[Content_Types].xml', data: `<?xml version="1.0"?><Types xmlns="${types}"/>` },
    { name: '_rels/.rels', data: relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')) },
    {
      name: 'xl/workbook.xml',
      data: `<workbook xmlns="${main}" xmlns:r="${rels}">${properties}<sheets>${sheets}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: relations(
        relation('rId1', 'worksheet', 'worksheets/sheet1.xml'),
        relation('rId2', 'styles', '/xl/styles.xml'),
        relation('rId3', 'sharedStrings', 'sharedStrings.xml'),
      ),
    },
    { name: 'xl/styles.xml', data: `<styleSheet xmlns="${main}">${parts.styles ?? ''}</styleSheet>` },
    { name: 'xl/sharedStrings.xml', data: `<sst xmlns="${main}">${parts.texts ?? ''}</sst>` },
    {
      name: 'xl/worksheets/sheet1.xml',
      data: `<worksheet xmlns="${main}"><sheetData>${parts.rows}</sheetData></worksheet>`,
    },
  ];
}

/** A workbook as bytes. */
export function workbook(parts: WorkbookParts): Buffer<ArrayBuffer> {
  return zip(workbookEntries(parts));
}

/** A line of texts, each in its own cell. */
export function textRow(row: number, cells: readonly string[]): string {
  return `<row r="${row}">${cells.map(textCell).join('')}</row>`;
}

/** A cell of text without place, so that it follows the one before. */
export function textCell(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped}</t></is></c>`;
}
