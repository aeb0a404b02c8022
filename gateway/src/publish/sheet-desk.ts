// SPDX-License-Identifier: Apache-2.0
import { openSheet } from '../intake/input.js';
import { invalidRequest } from '../invalid-request.js';
import { mappingName } from '../intake/mappings.js';
import { bodyFormOf, type SheetForm } from '../intake/media-type.js';
import { headerHash, type ColumnMapping, type SheetReading } from '../intake/sheet-reading.js';
import { readHeaderLine } from '../intake/sheet-rows.js';
import type { Spooled } from '../intake/spool.js';
import { detectCharset } from '../intake/text-decoding.js';
import type { PublishRequest } from '../services.js';
import type { Settings } from '../settings.js';
import type { Store } from '../store/store.js';

/**
 * Decides how the cells of a call's sheet are read: the zone of the call before that of the mapping, and that before
 * the enterprise's. What is decided here is kept with the call, so that a later reading gives the same records.
 *
 * @throws GatewayError INVALID_REQUEST for a zone that nothing would use, and for a sheet without header
 */
export async function sheetReading(
  request: PublishRequest,
  spooled: Spooled,
  { store, settings }: { readonly store: Store; readonly settings: Settings },
): Promise<SheetReading> {
  const { contentType, tz, kind } = request;
  const form = bodyFormOf(contentType);
  const { timeZone } = settings;
  if (form !== 'csv' && form !== 'xlsx') {
    if (tz === undefined) return { timeZone };
    const message = 'a zone is for sheets: in this body every time states its own';
    throw invalidRequest([{ pointer: '/tz', code: 'NOT_ALLOWED', message }]);
  }
  const charset = form === 'csv' ? { charset: await detectCharset(spooled.path) } : {};
  const reading = { timeZone: tz ?? timeZone, ...charset };
  // Without a kind the call is refused where its records are read.
  const mapping = kind === undefined ? null : await mappingOf(spooled, { form, kind, ...reading }, store);
  if (mapping === null) return reading;
  return { ...reading, timeZone: tz ?? mapping.timeZone ?? timeZone, mapping };
}

async function mappingOf(
  spooled: Spooled,
  { form, kind, charset }: SheetReading & { readonly form: SheetForm; readonly kind: string },
  store: Store,
): Promise<ColumnMapping | null> {
  const { header } = await readHeaderLine(await openSheet(spooled, form, charset));
  const row = await store.read('remembered.read', {
    name: mappingName({ kind, header: headerHash(header) }),
  });
  return row === null ? null : (JSON.parse(row.body) as ColumnMapping);
}
