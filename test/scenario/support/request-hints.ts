// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { publishBodies } from '../../support/publish-bodies.js';
import type { RequestHints } from '../../support/request-arbitrary.js';
import { row } from './bad-requests.js';
import type { FrontDoors } from './front-doors.js';
import { recordsIn } from './stock.js';
import { fileOf, SHEET_FORMS, week } from './weeks.js';

const kinds = catalogue.kinds.filter(({ system }) => !system);

/** Gives one enterprise something to be asked about, and says what. */
export async function hintsOf(doors: FrontDoors, enterprise: string): Promise<RequestHints> {
  const partner = 'Xinghe';
  const stock = { kind: 'inventory', records: [row, { ...row, location: 'WH2' }], to: [partner] };
  const published = await doors.publish(enterprise, '', { body: stock });
  const [record = ''] = recordsIn(published);
  const [publication = ''] = record.split('.');
  const policy = { name: 'stock', kinds: ['inventory'], to: { enterprises: [partner] } };
  const created = await doors.ask(enterprise, 'POST /v1/policies', { body: policy });
  const started = await doors.publish(enterprise, '', { body: stock, headers: { prefer: 'wait=0' } });
  const last = (place: unknown) => String(place).split('/').at(-1) ?? '';
  const page = await doors.ask(enterprise, 'GET /v1/records?limit=1');
  const members = [enterprise, partner, 'Qiming', 'Guyu'];
  const sheets = SHEET_FORMS.map((form) => ({
    type: form.contentType,
    query: { kind: 'inventory' },
    bytes: fileOf(form, week(1).slice(0, 9), '2026/11/23'),
  }));
  const call = { type: 'application/json', query: {}, bytes: Buffer.from(JSON.stringify(stock)) };
  const files = [...sheets, call];
  const words = kinds.map(({ name }) => name);
  return {
    texts: {
      ...{ kind: words, kinds: words, record: [record], cursor: [String(page.json['next'])] },
      ...{ to: members, publisher: members, enterprise: members, enterprises: members },
      id: [
        ...[record, publication, `${publication}:${partner}`, partner],
        ...[last(created.headers['location']), last(started.headers['location'])],
      ],
      ...{ subject: [row.product, 'Xinghe'], q: ['TAG', '标签'], snapshot: ['location', '*'] },
      ...{ tz: ['Asia/Shanghai', 'UTC'], timeZone: ['Asia/Shanghai'], sha256: ['0'.repeat(64)] },
      ...{
        'If-Match': ['"0"', '"1"', '*'],
        'Idempotency-Key': Array.from({ length: 500 }, () => randomUUID()),
      },
      Prefer: ['wait=0', 'wait=5', 'handling=strict', 'respond-async'],
    },
    // A block far ahead is waited for, ten seconds each time.
    only: { minBlock: ['0', '1'] },
    bodies: { publishRecords: publishBodies({ kinds, members, files }) },
  };
}
