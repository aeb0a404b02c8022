// SPDX-License-Identifier: Apache-2.0
import type { KindSchema } from '@chainshare/chaincode/model';
import { columnTitle, tableColumns } from '../kinds/table-columns.js';

/** Names that are offered for one that is unknown: enough to find the right one, few enough to read. */
const NAMES_MAX = 3;

/** Share of letters in common from which a name is like another. */
const LIKENESS_MIN = 0.4;

/** Letters of a name that are compared; none of ours is as long. */
const LETTERS_MAX = 40;

/** The columns of a kind whose name or title is most like this one, best first. */
export function nearNames(name: string, marks: KindSchema): readonly string[] {
  const wanted = lettersOf(name);
  const found = tableColumns(marks).map((column) => {
    const names = [column.name, columnTitle(column, 'zh'), columnTitle(column, 'en')];
    return {
      name: column.name,
      likeness: Math.max(...names.map((known) => likeness(wanted, lettersOf(known)))),
    };
  });
  return found
    .filter((candidate) => candidate.likeness >= LIKENESS_MIN)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, NAMES_MAX)
    .map((candidate) => candidate.name);
}

function lettersOf(name: string): readonly string[] {
  return (name.toLowerCase().match(/[\p{L}\p{N}]/gu) ?? []).slice(0, LETTERS_MAX);
}

/** Dice's coefficient of the letters: twice those in common by those of both. */
function likeness(a: readonly string[], b: readonly string[]): number {
  const rest = [...b];
  let common = 0;
  for (const letter of a) {
    const at = rest.indexOf(letter);
    if (at < 0) continue;
    rest.splice(at, 1);
    common += 1;
  }
  return a.length + b.length === 0 ? 0 : (2 * common) / (a.length + b.length);
}
