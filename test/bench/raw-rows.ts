// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { JsonObject } from '@chainshare/chaincode/model';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { indexedText } from '@chainshare/gateway/internal/projection/search-text.js';
import { closeDatabases, openDatabases, type Sqlite } from '@chainshare/gateway/internal/store/databases.js';

type Row = readonly (string | number | bigint | Buffer | null)[];

/** Rows of one table. */
interface TableRows {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** What one publication has added to a projection, table by table. */
type PublicationRows = readonly TableRows[];

/** The rows of a publication by table; `@from` and `@to` are the numbers of its first record and of the next one's. */
const SELECTIONS = {
  publication: 'SELECT * FROM publication WHERE n = @n',
  tag: 'SELECT * FROM tag WHERE publication = @n',
  follow: 'SELECT * FROM follow WHERE publication = @n ORDER BY tag',
  lineage: 'SELECT * FROM lineage WHERE current >= @from AND current < @to ORDER BY n',
  record: 'SELECT * FROM record WHERE n >= @from AND n < @to ORDER BY n',
  term: `SELECT * FROM term WHERE n IN (SELECT term FROM posting WHERE record >= @from AND record < @to)
    AND NOT EXISTS (SELECT 1 FROM posting p WHERE p.term = term.n AND p.record < @from) ORDER BY n`,
  posting: 'SELECT * FROM posting WHERE record >= @from AND record < @to ORDER BY term, record',
} as const;

const RECORDS_PER_PUBLICATION = 65_536;

/** Reads the rows of a projection whose records each have a key of their own. */
export function rowsOf(file: Sqlite): readonly PublicationRows[] {
  const publications = file.prepare<[], { n: number }>('SELECT n FROM publication ORDER BY n').all();
  return publications.map(({ n }) => {
    const from = n * RECORDS_PER_PUBLICATION;
    const place = { n, from, to: from + RECORDS_PER_PUBLICATION };
    const tables = Object.entries(SELECTIONS).map(([table, sql]): TableRows => {
      const statement = file.prepare(sql).safeIntegers();
      const columns = statement.columns().map(({ name }) => name);
      const named = Object.fromEntries(Object.entries(place).filter(([name]) => sql.includes(`@${name}`)));
      return { table, columns, rows: (statement.raw().all(named) as Row[]).map(withNumbers) };
    });
    return [...tables, textRows(file, place)];
  });
}

/** The text index keeps no text, so it is made again from the records. */
function textRows(file: Sqlite, { from, to }: { readonly from: number; readonly to: number }): TableRows {
  const kind = catalogue.kind('inventory');
  const records = file
    .prepare<[number, number], { n: number; body: string }>(
      'SELECT n, body FROM record WHERE n >= ? AND n < ?',
    )
    .all(from, to);
  const rows = records.map(({ n, body }) => [n, indexedText(kind.texts(JSON.parse(body) as JsonObject))]);
  return { table: 'record_text', columns: ['rowid', 'text'], rows };
}

/** Binding a bigint costs more than a number; only instants need it. */
function withNumbers(row: Row): Row {
  return row.map((value) =>
    typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value,
  );
}

/** Inserts rows into a new projection with the same tables and indexes, one transaction for each publication. */
export function insertRaw(publications: readonly PublicationRows[]): void {
  const dir = mkdtempSync(path.join(tmpdir(), 'chainshare-raw-'));
  const db = openDatabases(dir, { readonly: false });
  const file = db.projection;
  try {
    for (const tables of publications) {
      file.transaction(() => {
        for (const { table, columns, rows } of tables) {
          const places = columns.map(() => '?').join(', ');
          const insert = file.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`);
          for (const row of rows) insert.run(...row);
        }
      })();
    }
  } finally {
    closeDatabases(db);
    rmSync(dir, { recursive: true });
  }
}
