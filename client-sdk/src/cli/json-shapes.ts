// SPDX-License-Identifier: Apache-2.0
import { UsageError } from './exit-codes.js';
import { hasMember } from './json-file.js';

/** Documents of Catena-X by the members that only they have together; the first that fits is it. */
const SHAPES: readonly (readonly [profile: string, ...members: string[]])[] = [
  ['urn:samm:io.catenax.item_stock:2.0.0#ItemStock', 'materialGlobalAssetId', 'positions', 'direction'],
  [
    'urn:samm:io.catenax.short_term_material_demand:1.0.0#ShortTermMaterialDemand',
    ...['materialGlobalAssetId', 'demandSeries'],
  ],
  [
    'urn:samm:io.catenax.delivery_information:2.0.0#DeliveryInformation',
    ...['materialGlobalAssetId', 'positions'],
  ],
];

/** The standard whose document a JSON value is, told by the members that only it has together. */
export function profileOf(value: unknown): string | undefined {
  return SHAPES.find(([, ...members]) => members.every((member) => hasMember(value, member)))?.[0];
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
