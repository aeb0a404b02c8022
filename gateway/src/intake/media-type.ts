// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../errors.js';
import { ITEM_STOCK_PROFILE } from '../standards/item-stock.js';

/** How a body says its records. */
export type BodyForm = 'json' | 'ndjson' | 'csv' | 'item-stock';

const FORMS: Readonly<Record<string, BodyForm>> = {
  'application/json': 'json',
  'application/x-ndjson': 'ndjson',
  'text/csv': 'csv',
};

const PROFILES: Readonly<Record<string, BodyForm>> = { [ITEM_STOCK_PROFILE]: 'item-stock' };

/** A `profile` parameter, quoted as RFC 9110 section 5.6.6 wants it for a URN, or bare. */
const profileForm = /;\s*profile\s*=\s*(?:"([^"]*)"|([^;\s]+))/i;

/**
 * Reads the form of a body out of its media type.
 *
 * @throws {@link GatewayError} UNSUPPORTED_MEDIA_TYPE, also for a profile that is not known
 */
export function bodyFormOf(contentType: string): BodyForm {
  const essence = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  const profile = profileForm.exec(contentType);
  const form =
    profile !== null && essence === 'application/json'
      ? PROFILES[profile[1] ?? profile[2] ?? '']
      : FORMS[essence];
  if (form === undefined) {
    const accepted = [...Object.keys(FORMS), `application/json; profile="${ITEM_STOCK_PROFILE}"`].join(', ');
    throw new GatewayError('UNSUPPORTED_MEDIA_TYPE', { facts: { accepted } });
  }
  return form;
}
