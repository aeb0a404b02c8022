// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { Logger } from 'pino';
import { timeNow } from './clock.js';
import type { Closing } from './closing.js';
import type { GatewayConfig } from './config.js';
import { KeyRing } from './keys/key-ring.js';
import { OwnKeys } from './keys/own-keys.js';
import { openLedger } from './ledger/fabric-ledger.js';
import type { PublicationLedger } from './ledger/publication-ledger.js';
import { newLog } from './log.js';
import { newMetrics, type Metrics } from './metrics.js';
import { AccessRecorder } from './projection/services/access-recorder.js';
import { openStore, type Store } from './store/store.js';

/** What every part of a gateway stands on. */
export interface Foundation {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly store: Store;
  readonly ring: KeyRing;
  readonly ledger: PublicationLedger;
  readonly accesses: AccessRecorder;
  /** When the counting of this vault began, unix seconds; also the epoch of its event ids. */
  readonly epoch: number;
}

/**
 * Opens the files, keys and connections of a gateway.
 *
 * @throws GatewayError KEY_FILE_UNREADABLE; Error when a file cannot be opened
 */
export async function openFoundation(config: GatewayConfig, closing: Closing): Promise<Foundation> {
  const { enterprise, dataDir, passphrase } = config;
  const log = newLog(config);
  const own = await OwnKeys.open({
    dir: join(dataDir, 'keys'),
    now: timeNow,
    ...(passphrase === undefined ? {} : { passphrase }),
  });
  const store = await openStore(dataDir);
  closing.add(() => store.close());
  const accesses = new AccessRecorder(store, (error) => {
    log.error({ error }, 'entries of the access log could not be written');
  });
  closing.add(() => accesses.flush());
  const ledger = await openLedger(config.ledger, enterprise, (change) => {
    log.warn(change, 'the own peer does not answer; another one is used');
  });
  closing.add(() => {
    ledger.close();
  });
  const ring = new KeyRing(own, await store.read('pinned-key.list', null));
  const epoch = await epochOf(store);
  return { log, metrics: newMetrics(enterprise), store, ring, ledger, accesses, epoch };
}

/** The first start of a vault begins its epoch. */
async function epochOf(store: Store): Promise<number> {
  const known = await store.read('meta.get', { name: 'epoch' });
  if (known !== null) return Number(known);
  const epoch = Math.floor(Date.now() / 1_000);
  await store.write('meta.set', { name: 'epoch', value: String(epoch) });
  return epoch;
}
