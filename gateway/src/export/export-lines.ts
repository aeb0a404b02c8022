// SPDX-License-Identifier: Apache-2.0
import { FACT_MARK } from '../intake/columns.js';
import type { Kind } from '../kinds/kind.js';
import type { RecordView } from '../services.js';
import { recordTable } from './record-lines.js';

/** Facts that stand beside the values of each record; intake leaves these columns out. */
const FACTS: Readonly<Record<string, (record: RecordView) => string>> = {
  publisher: ({ publisher }) => publisher,
  id: ({ id }) => id,
  publishedAt: ({ publishedAt }) => publishedAt,
  // An empty cell may be empty or withheld, and these are not the same.
  withheld: ({ withheld }) => withheld.map(({ scope, reason }) => `${scope}:${reason}`).join('; '),
};

/** Records of one kind as a table. */
export interface ExportTable {
  readonly header: readonly string[];
  lines(records: readonly RecordView[]): readonly (readonly string[])[];
}

/** The table in which records of a kind are exported: their values first, then who said it and what is withheld. */
export function exportTable(kind: Kind): ExportTable {
  const table = recordTable(kind);
  const facts = Object.entries(FACTS);
  return {
    header: [...table.header, ...facts.map(([name]) => FACT_MARK + name)],
    lines: (records) =>
      records.flatMap((record) =>
        table
          .lines(record.values)
          .map((cells, line) => [...cells, ...facts.map(([, write]) => (line === 0 ? write(record) : ''))]),
      ),
  };
}
