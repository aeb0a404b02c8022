// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../errors.js';
import type { StandardShape } from '../standards/shape.js';
import { SHAPE_TYPES, shapeOf } from '../standards/shapes.js';

/** How a file says its records. */
export type FileForm = 'ndjson' | SheetForm;

/** How a table is written. */
export type SheetForm = 'csv' | 'xlsx';

/** How a body says its records. */
export type BodyForm = 'json' | FileForm | StandardShape;

/** Media type of workbooks (ECMA-376 part 1, annex on media types; registered with IANA). */
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const FORMS: Readonly<Record<string, 'json' | FileForm>> = {
  'application/json': 'json',
  'application/x-ndjson': 'ndjson',
  'text/csv': 'csv',
  [XLSX_TYPE]: 'xlsx',
};

/**
 * Reads the form of a body out of its media type.
 *
 * @throws {@link GatewayError} UNSUPPORTED_MEDIA_TYPE, also for a profile that is not known
 */
export function bodyFormOf(contentType: string): BodyForm {
  const essence = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  const shape = essence === 'application/json' ? shapeOf(contentType) : undefined;
  const form = shape === undefined ? FORMS[essence] : (shape ?? undefined);
  if (form === undefined) {
    const accepted = [...Object.keys(FORMS), ...SHAPE_TYPES].join(', ');
    throw new GatewayError('UNSUPPORTED_MEDIA_TYPE', { facts: { accepted } });
  }
  return form;
}
