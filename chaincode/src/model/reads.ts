// SPDX-License-Identifier: Apache-2.0
import { LedgerError } from './errors.js';

/** Whether a reader of the model accepts the text. */
export function reads(read: (text: string) => unknown, text: string): boolean {
  try {
    read(text);
    return true;
  } catch (error) {
    if (error instanceof LedgerError) return false;
    throw error;
  }
}
