// SPDX-License-Identifier: Apache-2.0
import {
  isPublicationId,
  sections,
  sha256,
  type JsonObject,
  type Section,
} from '@chainshare/chaincode/model';
import type { Alias } from '../kinds/aliases.js';
import { catalogue } from '../kinds/catalogue.js';
import type { Kind } from '../kinds/kind.js';
import { fieldTerm } from './field-term.js';
import { grantValues } from './grant-values.js';
import type { OpenedPublication } from './opened-publication.js';
import { parseRecordId, recordId } from './record-number.js';
import type { Term } from './terms.js';

/** A record as far as it was opened, with everything by which it is found and ordered. */
export interface OpenedRecord {
  readonly index: number;
  /** SHA-256 by which it is newer or older than others of its publisher */
  readonly key: Buffer;
  readonly kind: string;
  readonly hidden: boolean;
  readonly orderValue: bigint | null;
  readonly businessTime: bigint | null;
  readonly about: { readonly id: string; readonly reason: 'corrected' | 'withdrawn' } | null;
  readonly terms: readonly Term[];
  /** names that it gives to a thing of its publisher */
  readonly aliases: readonly Alias[];
  /** every text of the opened sections */
  readonly texts: readonly string[];
  /** opened sections that break their part of the schema; their values are not shown */
  readonly faults: readonly Section[];
  /** the other opened sections as one flat object */
  readonly values: JsonObject;
}

/**
 * Reads the records of an opened publication by the marks of its kind. Sealing proves who said something, not
 * that it makes sense, so each section is checked against its part of the schema here.
 */
export function readRecords(
  { publication, header, sections: opened }: OpenedPublication,
  { publisher }: { readonly publisher: string },
): readonly OpenedRecord[] {
  const kind = catalogue.find(header.kind, header.schema);
  return Array.from({ length: header.n }, (_, index) => {
    const parts = partsOf(opened, index);
    const faults = kind === undefined ? [] : faultsOf(kind, parts);
    for (const section of faults) parts[section] = undefined;
    const id = recordId(publication, index);
    return {
      index,
      kind: header.kind,
      ...readParts(kind, parts, { id, publisher, kind: header.kind }),
      faults,
    };
  });
}

type Parts = { -readonly [S in Section]?: JsonObject | undefined };

/** A section that is not in a record at all is `{}` in the sealed array, and so breaks no schema. */
function partsOf(opened: OpenedPublication['sections'], index: number): Parts {
  const parts: Parts = {};
  for (const section of sections) {
    const value = opened[section]?.[index];
    if (value !== undefined) parts[section] = value;
  }
  return parts;
}

function faultsOf(kind: Kind, parts: Parts): readonly Section[] {
  return sections.filter((section) => {
    const value = parts[section];
    if (value === undefined || (section !== 'identity' && Object.keys(value).length === 0)) return false;
    return kind.validateSection(section, value).length > 0;
  });
}

type Findable = Omit<OpenedRecord, 'index' | 'faults' | 'kind'>;

function readParts(
  kind: Kind | undefined,
  parts: Parts,
  own: { readonly id: string; readonly publisher: string; readonly kind: string },
): Findable {
  const terms: Term[] = [
    { space: 'kind', value: own.kind },
    { space: 'publisher', value: own.publisher },
  ];
  const values = own.kind === 'grant' ? grantValues(joined(parts)) : joined(parts);
  const { identity } = parts;
  if (kind === undefined || identity === undefined) {
    // Of a kind or an identity that is not understood nothing is newer or older: its key is its own id.
    const rest = { orderValue: null, businessTime: null, about: null, aliases: [], texts: [] };
    return { key: sha256(own.id), hidden: kind?.system ?? false, terms, values, ...rest };
  }
  const subjects = kind.subjects(identity, own.publisher).map((value) => ({ space: 'subject', value }));
  const facets = kind.facets(identity).map(([field, value]) => fieldTerm(kind, field, value, own.publisher));
  return {
    key: Buffer.from(kind.recordKey(own.publisher, identity), 'hex'),
    hidden: kind.system,
    orderValue: kind.orderValue(identity),
    businessTime: kind.businessTime(identity),
    about: aboutOf(kind, identity),
    terms: [...terms, ...subjects, ...facets],
    aliases: kind.aliases(identity, own.publisher),
    texts: kind.texts(values),
    values,
  };
}

function joined(parts: Parts): JsonObject {
  return Object.assign({}, ...sections.map((section) => parts[section] ?? {})) as JsonObject;
}

function aboutOf(kind: Kind, identity: JsonObject): OpenedRecord['about'] {
  const isWithdrawal = kind.name === 'withdrawal';
  const id = isWithdrawal ? (identity['record'] ?? identity['publication']) : identity['corrects'];
  if (typeof id !== 'string' || (parseRecordId(id) === undefined && !isPublicationId(id))) return null;
  return { id, reason: isWithdrawal ? 'withdrawn' : 'corrected' };
}
