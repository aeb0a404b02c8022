// SPDX-License-Identifier: Apache-2.0
import type { GatewayError } from '../../errors.js';
import { invalidRequest } from '../../invalid-request.js';

/** Why a workbook is not read at all, with what to do instead. */
const SENTENCES = {
  NOT_XLSX: 'this is not a readable XLSX workbook; save it anew as .xlsx, or as CSV',
  ENCRYPTED: 'the workbook is locked with a password or is an old .xls; save it as .xlsx without password',
  MACROS: 'the workbook holds macros; save it as .xlsx, which has none',
  ZIP_BOMB: 'parts of the workbook become far larger than any table; save it anew, or as CSV',
  TOO_LARGE: 'the workbook is larger than a gateway reads; split it, or send it as CSV',
} as const;

/** The refusal of a whole workbook. */
export function workbookRefused(code: keyof typeof SENTENCES, row?: number): GatewayError {
  const place = row === undefined ? {} : { row };
  return invalidRequest([{ ...place, pointer: '', code, message: SENTENCES[code] }]);
}
