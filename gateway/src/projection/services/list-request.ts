// SPDX-License-Identifier: Apache-2.0
import {
  canonical,
  definitionName,
  LedgerError,
  parseInstant,
  resolveSchema,
  sha256Hex,
  type Instant,
} from '@chainshare/chaincode/model';
import type { Fault } from '../../errors.js';
import { catalogue } from '../../kinds/catalogue.js';
import type { Kind } from '../../kinds/kind.js';
import { canonicalSubject } from '../../kinds/subjects.js';
import { FILTER_VALUES_MAX, PAGE_MAX } from '../../limits.js';
import type { RecordQuery } from '../../services.js';
import { fieldValue, thingOfField } from '../field-term.js';
import { decodeCursor } from '../list/cursor.js';
import type { ListArgs, PageStart } from '../list/list-args.js';
import { searchWords, type SearchWord } from '../search-text.js';
import { invalidRequest } from '../../invalid-request.js';
import { parameterFault, queryFault } from './query-fault.js';

const hashChars = 16;

/**
 * Checks a query of records and resolves its names. A filter that the kind does not have is an error: passing
 * over it would answer more than was asked for.
 *
 * @param self - MSP ID of this enterprise, whose own codes a bare subject may be
 * @throws GatewayError INVALID_REQUEST with every fault
 */
export function toListArgs(query: RecordQuery, self: string, now: Instant): ListArgs {
  const faults: Fault[] = [];
  const kind = kindOf(query, faults);
  const fields = fieldsOf(query, kind, faults);
  const read = (parameter: 'from' | 'until' | 'publishedFrom' | 'publishedUntil') =>
    instantOf(parameter, query[parameter], faults);
  const [from, until] = [read('from'), read('until')];
  const [publishedFrom, publishedUntil] = [read('publishedFrom'), read('publishedUntil')];
  const words = wordsOf(query.q, faults);
  if (!(query.limit >= 1 && query.limit <= PAGE_MAX)) {
    faults.push(parameterFault('limit', `takes a whole number from 1 to ${PAGE_MAX}`));
  }
  faults.push(...tooManyValues(query));
  if (faults.length > 0) throw invalidRequest(faults);
  const queryHash = hashOf(query);
  return {
    ...{ kind: kind?.name ?? null, hidden: kind?.system ?? false, fields },
    ...{ self, from, until, publishedFrom, publishedUntil, words, now, queryHash },
    publishers: query.publisher ?? [],
    subjects: (query.subject ?? []).flatMap((subject) => subjectNames(subject, self)),
    versions: query.versions,
    limit: query.limit,
    start: startOf(query.cursor, queryHash),
  };
}

function kindOf({ kind }: RecordQuery, faults: Fault[]): Kind | undefined {
  const found = catalogue.kinds.find(({ name }) => name === kind);
  if (kind !== undefined && found === undefined)
    faults.push(parameterFault('kind', 'is not a kind of record'));
  return found;
}

function fieldsOf(
  { filters, kind: name }: RecordQuery,
  kind: Kind | undefined,
  faults: Fault[],
): ListArgs['fields'] {
  for (const field of Object.keys(filters)) {
    if (kind !== undefined && isFilter(kind, field)) continue;
    const predicate =
      name === undefined ? 'is no parameter; fields filter together with kind' : `does not filter ${name}`;
    faults.push(parameterFault(field, predicate, 'UNKNOWN_PARAMETER'));
  }
  if (kind === undefined) return [];
  return Object.entries(filters).map(([field, values]) => {
    const thing = thingOfField(kind, field) ?? null;
    return {
      field,
      thing,
      values: thing === null ? values.map((value) => fieldValue(kind, field, value)) : values,
    };
  });
}

function tooManyValues({ filters, publisher = [], subject = [] }: RecordQuery): readonly Fault[] {
  return Object.entries({ ...filters, publisher, subject })
    .filter(([, values]) => values.length > FILTER_VALUES_MAX)
    .map(([name]) => parameterFault(name, `takes at most ${FILTER_VALUES_MAX} values`));
}

/** Codes and words of the identity are filters; free text is searched, and other sections may be withheld. */
function isFilter(kind: Kind, field: string): boolean {
  if (!Object.hasOwn(kind.marks.properties, field)) return false;
  const property = kind.marks.properties[field];
  if (property?.['x-section'] !== 'identity' || definitionName(property) === 'text') return false;
  const { type } = resolveSchema(kind.marks, property);
  return type !== 'object' && type !== 'array';
}

function instantOf(parameter: string, text: string | undefined, faults: Fault[]): Instant | null {
  if (text === undefined) return null;
  try {
    return parseInstant(text);
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    faults.push(parameterFault(parameter, 'takes a time such as 2026-11-23T08:00:00+08:00'));
    return null;
  }
}

function wordsOf(search: string | undefined, faults: Fault[]): readonly SearchWord[] {
  if (search === undefined) return [];
  const words = searchWords(search);
  if (words.length === 0) faults.push(parameterFault('q', 'holds no word to search for'));
  return words;
}

/** A URI names one thing everywhere; a bare code is one of the own enterprise, whatever it stands for. */
function subjectNames(subject: string, self: string): readonly string[] {
  const types = ['party', 'product', 'lot', 'location'] as const;
  return [...new Set(types.map((type) => canonicalSubject(type, subject, self)))];
}

/** What a cursor is bound to: everything but where the page begins and how long it is. */
function hashOf(query: RecordQuery): string {
  const bound = Object.entries(query).filter(
    ([name, value]) => !['cursor', 'limit', 'minBlock'].includes(name) && value !== undefined,
  );
  const text = canonical(Object.fromEntries(bound));
  return sha256Hex(text).slice(0, hashChars);
}

function startOf(cursor: string | undefined, queryHash: string): PageStart | null {
  if (cursor === undefined) return null;
  const start = decodeCursor(cursor, queryHash);
  if (start === undefined) throw queryFault('cursor', 'is not of this list');
  return start;
}
