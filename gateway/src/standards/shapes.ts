// SPDX-License-Identifier: Apache-2.0
import { DELIVERY_INFORMATION } from './catena-x/delivery-information.js';
import { ITEM_STOCK } from './catena-x/item-stock.js';
import { MATERIAL_DEMAND } from './catena-x/material-demand.js';
import { mediaTypeOf, type StandardShape } from './shape.js';

/** Every shape of a standard that is read and written here. */
export const SHAPES: readonly StandardShape[] = [ITEM_STOCK, MATERIAL_DEMAND, DELIVERY_INFORMATION];

/** Their media types, in the same order. */
export const SHAPE_TYPES: readonly string[] = SHAPES.map(mediaTypeOf);

/** A `profile` parameter, quoted or bare. */
const profileForm = /;\s*profile\s*=\s*(?:"([^"]*)"|([^;\s]+))/i;

/**
 * The shape that the media type of a body names.
 *
 * @returns `undefined` when it names no profile, `null` when it names one that is not known
 */
export function shapeOfBody(contentType: string): StandardShape | null | undefined {
  const match = profileForm.exec(contentType);
  if (match === null) return undefined;
  const profile = match[1] ?? match[2];
  return SHAPES.find((shape) => shape.profile === profile) ?? null;
}
