// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { parseInstant } from '@chainshare/chaincode/model';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { applyBlock } from '@chainshare/gateway/internal/projection/block.js';
import { checkpoint, setCheckpoint } from '@chainshare/gateway/internal/projection/checkpoint.js';
import { applyOpened } from '@chainshare/gateway/internal/projection/opened.js';
import { closeDatabases, openDatabases } from '@chainshare/gateway/internal/store/databases.js';
import { inProjection } from '@chainshare/gateway/internal/store/operation.js';
import type { StockRows } from './stock-rows.js';

/** Records of one publication, as a large file is cut. */
const PUBLICATION = 2_500;
const SALT_BYTES = 16;
const RECEIVED_AT = '2026-11-23T09:00:00.000Z';

const writeBlock = inProjection(applyBlock);
const writeOpened = inProjection(applyOpened);

/** What is written into a projection. */
export interface Filling {
  readonly publisher: string;
  readonly rows: StockRows;
  readonly count: number;
}

/**
 * Fills the projection of a gateway that does not run, by the operations that project what a partner publishes, as
 * if all of it stood in the last block that it has read. Only the ledger and the sealing before them are left out.
 *
 * @param dir - data folder of the gateway
 */
export function fillProjection(dir: string, { publisher, rows, count }: Filling): void {
  const kind = catalogue.kind('inventory');
  const db = openDatabases(dir, { readonly: false });
  try {
    const number = checkpoint(db.projection);
    for (let stored = 0; stored < count; stored += PUBLICATION) {
      const n = Math.min(PUBLICATION, count - stored);
      const id = randomBytes(32).toString('hex');
      const a = randomBytes(SALT_BYTES).toString('base64url');
      setCheckpoint(db.projection, number - 1);
      const publication = { id, publisher, a, tags: [], own: false, mine: true };
      const place = { index: 0, transactionId: id, creator: publisher, timestamp: RECEIVED_AT };
      writeBlock(db, {
        number,
        transactions: [{ ...place, publications: [publication], memberWrites: [] }],
      });
      const parts = rows.take(n).map((row) => kind.split(kind.complete(row, publisher)));
      writeOpened(db, {
        publication: id,
        header: {
          ...{ format: 1, kind: kind.name, schema: kind.schema, n, sections: ['identity', 'quantity'] },
          ...{ onward: null, audience: 'granted' },
        },
        sections: {
          identity: parts.map(({ identity }) => identity),
          quantity: parts.map(({ quantity = {} }) => quantity),
        },
        identitySalts: randomBytes(n * SALT_BYTES),
        headerSalt: randomBytes(SALT_BYTES),
        ...{ purpose: 0, until: 0, seq: number, receivedAt: RECEIVED_AT, now: parseInstant(RECEIVED_AT) },
      });
    }
  } finally {
    closeDatabases(db);
  }
}
