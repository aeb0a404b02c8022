// SPDX-License-Identifier: Apache-2.0
import { decodeBase64url } from '@chainshare/chaincode/model/base64url.js';
import { LedgerError } from '@chainshare/chaincode/model/errors.js';

/** The text inside a cursor; what is no cursor at all has none, and so fits no list. */
export function cursorText(cursor: string): string {
  try {
    return decodeBase64url(cursor).toString('latin1');
  } catch (error) {
    if (error instanceof LedgerError) return '';
    throw error;
  }
}
