// SPDX-License-Identifier: Apache-2.0
import type { Fault } from '../errors.js';
import type { PolicyWarning } from '../policy/evaluate.js';

const SENTENCES: Readonly<Record<PolicyWarning['code'], string>> = {
  NO_RECIPIENT: 'nobody will receive this',
  NO_KEY: 'has not published a key yet and receives nothing',
  PARTLY_OPEN:
    'an open policy does not cover all sections, so members receive it one by one instead of everybody',
  ONWARD_CONFLICT: 'policies point passing on both ways, so this is not passed on',
};

/** What a call is told of the warnings of the policies about a row. */
export function policyFaults(row: number, warnings: readonly PolicyWarning[]): readonly Fault[] {
  return warnings.map((warning) => ({ row, ...policyFault(warning) }));
}

/** What a call is told of a warning of the policies. */
export function policyFault({ code, enterprise }: PolicyWarning): Fault {
  const message = enterprise === undefined ? SENTENCES[code] : `${enterprise} ${SENTENCES[code]}`;
  return { pointer: '', code, message };
}
