// SPDX-License-Identifier: Apache-2.0
import type { Section } from '@chainshare/chaincode/model';
import type { RecordView } from '../services.js';
import type { PublicationView } from './publication-view.js';
import { indexOf, publicationOf, recordId } from './record-number.js';

/** Columns of `record r` that a view is made of. */
export const RECORD_COLUMNS = `r.about, r.about_reason AS aboutReason, r.superseded_by AS supersededBy,
  r.superseded_reason AS supersededReason, r.faults, r.body`;

/** A row with the {@link RECORD_COLUMNS}. */
export interface RecordRow {
  readonly n: number;
  readonly about: string | null;
  readonly aboutReason: 'corrected' | 'withdrawn' | null;
  readonly supersededBy: number | null;
  readonly supersededReason: string | null;
  readonly faults: string | null;
  readonly body: string;
}

/** A record as JSON text, and what of it is withheld. */
export interface WrittenRecord {
  readonly json: string;
  readonly withheld: RecordView['withheld'];
}

/**
 * Writes a record as its readers see it ({@link RecordView}). The values stand in the store as JSON already,
 * so they are copied rather than parsed and written again.
 */
export function writeRecord(row: RecordRow, publications: (n: number) => PublicationView): WrittenRecord {
  const publication = publications(publicationOf(row.n));
  const unverifiable = row.faults === null ? [] : (JSON.parse(row.faults) as readonly Section[]);
  const withheld: RecordView['withheld'] = publication.shown
    ? [...publication.withheld, ...unverifiable.map((scope) => ({ scope, reason: 'unverifiable' as const }))]
    : publication.withheld;
  const id = JSON.stringify(recordId(publication.id, indexOf(row.n)));
  const values = publication.shown ? row.body : '{}';
  const json =
    `{"id":${id},${publication.members},${standing(publication.kind, row.body)}${relations(row, publications)}"values":${values},` +
    `"withheld":${JSON.stringify(withheld)},"via":null,"proof":"ledger"}`;
  return { json, withheld };
}

/**
 * What a record counts for where its word alone settles nothing: an agreement is what all its parties have accepted,
 * a certificate what the register of certificates says of it. Who declares for himself is not in the register.
 */
function standing(kind: string, body: string): string {
  if (kind === 'agreement') return '"status":"proposed",';
  if (kind !== 'certificate') return '';
  const { assessorLevel } = JSON.parse(body) as { readonly assessorLevel?: string };
  return assessorLevel === 'self' ? '' : '"status":"unregistered",';
}

function relations(row: RecordRow, publications: (n: number) => PublicationView): string {
  let text = '';
  if (row.aboutReason === 'corrected') text += `"corrects":${JSON.stringify(row.about)},`;
  if (row.supersededReason !== null) {
    const { supersededBy: by, supersededReason: reason } = row;
    const byId = by === null ? {} : { by: recordId(publications(publicationOf(by)).id, indexOf(by)) };
    text += `"superseded":${JSON.stringify({ ...byId, reason })},`;
  }
  return text;
}
