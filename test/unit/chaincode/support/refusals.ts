// SPDX-License-Identifier: Apache-2.0
import { LedgerError } from '@chainshare/chaincode/model';
import { expect } from 'chai';

/** The refusal of a rule: `CODE at place`, or `CODE` where no place is told. */
export function refusalOf(rule: () => unknown): string {
  try {
    rule();
  } catch (error) {
    return described(error);
  }
  return 'accepted';
}

/** The code of the refusal by a transaction function, of which it is checked that it wrote nothing. */
export async function codeOf(outcome: Promise<unknown>): Promise<string> {
  try {
    await outcome;
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    expect((error as LedgerError & { writes?: unknown }).writes, 'writes of a refusal').to.deep.equal([]);
    return error.code;
  }
  return 'accepted';
}

function described(error: unknown): string {
  if (!(error instanceof LedgerError)) throw error;
  const { at } = error.facts;
  return typeof at === 'string' && at !== '' ? `${error.code} at ${at}` : error.code;
}
