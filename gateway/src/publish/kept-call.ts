// SPDX-License-Identifier: Apache-2.0
import { parseJson, isJsonObject } from '@chainshare/chaincode/model';
import type { DirectoryMember } from '../policy/directory.js';

/** What a job keeps of a call that is too large for one transaction, beside the records in its file. */
export interface KeptCall {
  /** Path of the records; see `kept-rows.ts`. */
  readonly rows: string;
  /** Records that the first transaction took and the file lacks. */
  readonly first: number;
  /** Records in the file. */
  readonly kept: number;
  /** Whoever receives anything of it, with the keys of then. */
  readonly members: readonly DirectoryMember[];
}

/** Reads a kept call out of the text that a job keeps; `undefined` for a job of one transaction. */
export function parseKeptCall(text: string): KeptCall | undefined {
  const value = parseJson(text);
  return isJsonObject(value) && typeof value['rows'] === 'string'
    ? (value as unknown as KeptCall)
    : undefined;
}
