// SPDX-License-Identifier: Apache-2.0
import { DELIVERY_INFORMATION } from './catena-x/delivery-information.js';
import { ITEM_STOCK } from './catena-x/item-stock.js';
import { MATERIAL_DEMAND } from './catena-x/material-demand.js';
import { LINES_TYPE, mediaTypeOf, type StandardShape } from './shape.js';

/** Every shape of a standard that is read and written here. */
export const SHAPES: readonly StandardShape[] = [ITEM_STOCK, MATERIAL_DEMAND, DELIVERY_INFORMATION];

/** Media types of their documents. */
export const SHAPE_TYPES: readonly string[] = SHAPES.map((shape) => mediaTypeOf(shape));

/** Media types of any number of their documents, one a line. */
export const SHAPE_LINES_TYPES: readonly string[] = SHAPES.map((shape) => mediaTypeOf(shape, LINES_TYPE));

/** A `profile` parameter, quoted or bare. */
const profileForm = /;\s*profile\s*=\s*(?:"([^"]*)"|([^;\s]+))/i;

/**
 * The shape that a media type names.
 *
 * @returns `undefined` when it names no profile, `null` when it names one that is not known
 */
export function shapeOf(mediaType: string): StandardShape | null | undefined {
  const match = profileForm.exec(mediaType);
  if (match === null) return undefined;
  const profile = match[1] ?? match[2];
  return SHAPES.find((shape) => shape.profile === profile) ?? null;
}
