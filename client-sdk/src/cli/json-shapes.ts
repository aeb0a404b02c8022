// SPDX-License-Identifier: Apache-2.0
import { UsageError } from './exit-codes.js';
import { hasMember } from './json-file.js';

/** Stock of one material with one partner, Catena-X CX-0122. */
const ITEM_STOCK = 'urn:samm:io.catenax.item_stock:2.0.0#ItemStock';

/** The standard whose document a JSON value is, told by the members that only it has together. */
export function profileOf(value: unknown): string | undefined {
  const isItemStock =
    hasMember(value, 'materialGlobalAssetId') &&
    hasMember(value, 'positions') &&
    hasMember(value, 'direction');
  return isItemStock ? ITEM_STOCK : undefined;
}

/**
 * The records in a JSON value: an array of them, an object with `records`, or one record alone.
 *
 * @throws UsageError
 */
export function recordsOf(value: unknown, file: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (hasMember(value, 'records') && Array.isArray(value.records)) return value.records;
  if (typeof value === 'object' && value !== null) return [value];
  throw new UsageError(
    `${file} holds neither records nor a document of a standard that is known here; see --profile.`,
  );
}
