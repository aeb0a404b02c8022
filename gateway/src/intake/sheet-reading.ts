// SPDX-License-Identifier: Apache-2.0
import { canonical, sha256Hex } from '@chainshare/chaincode/model';
import type { Charset } from './text-decoding.js';

/** What an enterprise has said once of the sheets that have a certain header. */
export interface ColumnMapping {
  /** Path of the field by header; `null` for a column that is left out on purpose. */
  readonly columns: Readonly<Record<string, string | null>>;
  /** Code of the unit by what the sheet calls it. */
  readonly units?: Readonly<Record<string, string>>;
  /** Zone of times that state none. */
  readonly timeZone?: string;
}

/** How the cells of a sheet are to be read, decided once for a whole call. */
export interface SheetReading {
  /** Name of the zone of times that state none: that of the call, of the mapping, or of the enterprise. */
  readonly timeZone: string;
  /** Found once, since finding it reads the whole file; absent for a workbook. */
  readonly charset?: Charset;
  readonly mapping?: ColumnMapping;
}

/** What a mapping is remembered by: SHA-256 of the header's cells, sorted, as canonical JSON, lower-case hex. */
export function headerHash(header: readonly string[]): string {
  const sorted = header.map((cell) => cell.trim()).sort();
  return sha256Hex(canonical(sorted));
}
