// SPDX-License-Identifier: Apache-2.0
import { LedgerError } from '../errors.js';
import type { Admission } from './member.js';

/** The numbers that name one enterprise only. */
const numbers = ['id', 'uscc', 'lei', 'gln'] as const;

/**
 * Refuses an enterprise one of whose identifiers belongs to another, also to one that has left: what was
 * said under an identifier must never come to mean somebody else.
 *
 * @throws {@link LedgerError} IDENTIFIER_TAKEN with the member of the entry and who holds it
 */
export function checkIdentifiersFree(candidate: Admission, others: readonly Admission[]): void {
  for (const other of others) {
    const taken = takenBy(candidate, other);
    if (taken === undefined) continue;
    throw new LedgerError('IDENTIFIER_TAKEN', 'this identifier belongs to another enterprise', {
      identifier: taken,
      holder: other.id,
    });
  }
}

/** Two prefixes collide when one begins with the other: the longer one's numbers would belong to both. */
function takenBy(candidate: Admission, other: Admission): string | undefined {
  const number = numbers.find((name) => candidate[name] !== undefined && candidate[name] === other[name]);
  if (number !== undefined) return number;
  const collides = candidate.prefixes.some((mine) =>
    other.prefixes.some((theirs) => mine.startsWith(theirs) || theirs.startsWith(mine)),
  );
  return collides ? 'prefixes' : undefined;
}
