// SPDX-License-Identifier: Apache-2.0
/**
 * Every operation that the store's threads run, by name. Writes touching the vault are wrapped in `inVault`,
 * those touching the projection in `inProjection`; one that needs both commits the vault first and can be
 * repeated. Reads run on a snapshot.
 */
import { accessLogAdd, accessLogPage } from '../vault/access-log.js';
import { metaGet, metaSet } from '../vault/meta.js';
import { inVault } from './operation.js';

/** Operations of the writing thread, executed one after another. Sorted by name. */
export const writes = {
  'access-log.add': inVault(accessLogAdd),
  'meta.set': inVault(metaSet),
} as const;

/** Operations of the reading thread. Sorted by name. */
export const reads = {
  'access-log.page': accessLogPage,
  'meta.get': metaGet,
} as const;

/** The operations by name, as types. */
export type Writes = typeof writes;
export type Reads = typeof reads;
