// SPDX-License-Identifier: Apache-2.0
/**
 * Every operation that the store's threads run, by name. Writes touching the vault are wrapped in `inVault`,
 * those touching the projection in `inProjection`; one that needs both commits the vault first and can be
 * repeated. Reads run on a snapshot.
 */
import { accessLogAdd, accessLogPage } from '../vault/access-log.js';
import { metaGet, metaSet } from '../vault/meta.js';
import { grantEndedAdd } from '../vault/grants-ended.js';
import { missingCount } from '../vault/missing.js';
import { pinnedKeyAdd, pinnedKeyList } from '../vault/pinned-keys.js';
import { openedGrant, openedUnpulled, receivedKeep, receivedKnown, receivedRead } from '../vault/received.js';
import { inVault } from './operation.js';

/** Operations of the writing thread, executed one after another. Sorted by name. */
export const writes = {
  'access-log.add': inVault(accessLogAdd),
  'grant-ended.add': inVault(grantEndedAdd),
  'meta.set': inVault(metaSet),
  'opened.grant': inVault(openedGrant),
  'pinned-key.add': inVault(pinnedKeyAdd),
  'received.keep': inVault(receivedKeep),
} as const;

/** Operations of the reading thread. Sorted by name. */
export const reads = {
  'access-log.page': accessLogPage,
  'meta.get': metaGet,
  'missing.count': missingCount,
  'opened.unpulled': openedUnpulled,
  'pinned-key.list': pinnedKeyList,
  'received.known': receivedKnown,
  'received.read': receivedRead,
} as const;

/** The operations by name, as types. */
export type Writes = typeof writes;
export type Reads = typeof reads;
