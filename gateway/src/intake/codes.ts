// SPDX-License-Identifier: Apache-2.0
import {
  isJsonObject,
  oncePer,
  readGs1Name,
  type JsonObject,
  type JsonValue,
} from '@chainshare/chaincode/model';
import { isGs1Key } from '@chainshare/chaincode/model/identifiers/gs1-keys.js';
import type { Fault } from '../errors.js';
import type { CodeSort } from '../kinds/aliases.js';
import { globalName } from '../kinds/global-name.js';
import type { Kind } from '../kinds/kind.js';
import type { Code, KnownCode } from '../kinds/known-code.js';
import { CODE_CHARS_MAX } from '../limits.js';

/** What was looked up of the codes of some rows. */
export interface KnownCodes {
  find(sort: CodeSort, code: string): KnownCode;
}

/** A field of a kind that holds a code of an own thing or of somebody who deals with it. */
export interface CodeField {
  readonly field: string;
  readonly sort: CodeSort;
  /** Whether the records of the kind say what the code is, rather than use it. */
  readonly defines: boolean;
}

/** A code of which no own record says anything. */
export interface UnknownCode extends Code {
  readonly field: string;
}

/** A record whose codes are own codes or URIs, as far as they are known. */
export interface ResolvedCodes {
  readonly values: JsonObject;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
  readonly unknown: readonly UnknownCode[];
}

/** Fields that name who buys or takes delivery, by the words of the kinds. */
const CUSTOMER_FIELDS = ['customer', 'buyer', 'consignee'] as const;

/** Application identifier in brackets, with which an element string begins (GS1 General Specifications, 7.8.2). */
const bracketed = /^\((\d{2,4})\)/;

/**
 * Replaces the codes of a record by own codes: what the row's own customer calls an own thing, else what any one
 * customer does, with a warning. Own codes and URIs stay as they are; an element string becomes the URI it stands for.
 *
 * @param values - with parties as MSP IDs
 */
export function resolveCodes(
  values: JsonObject,
  { kind, publisher, codes }: { readonly kind: Kind; readonly publisher: string; readonly codes: KnownCodes },
): ResolvedCodes {
  let unknown: readonly UnknownCode[] = NONE;
  // Most rows have no more to be said of, and there are very many: lists are made when something is.
  let result: ResolvedCodes = { values, faults: NONE, warnings: NONE, unknown };
  const row = { values, publisher };
  for (const { field, sort, defines } of codeFieldsOf(kind)) {
    const code = values[field];
    if (typeof code !== 'string') continue;
    const meaning = ownMeaning(code) ?? (defines ? { code } : meaningOf(codes.find(sort, code), code, row));
    if (meaning === undefined) unknown = [...unknown, { field, sort, code }];
    else result = withMeaning(result, { field, sort, code }, meaning);
  }
  return unknown.length === 0 ? result : { ...result, unknown };
}

/** Names the codes of a row that must be looked up, as far as its form allows to see them. */
export function eachCodeIn(
  values: JsonValue,
  kind: Kind,
  name: (sort: CodeSort, code: string) => void,
): void {
  if (!isJsonObject(values)) return;
  for (const { field, sort, defines } of codeFieldsOf(kind)) {
    const code = values[field];
    if (defines || typeof code !== 'string' || code.length > CODE_CHARS_MAX) continue;
    if (ownMeaning(code) === undefined) name(sort, code);
  }
}

const NONE: readonly never[] = [];

function withMeaning(result: ResolvedCodes, { field, code }: UnknownCode, meaning: Meaning): ResolvedCodes {
  const { values, faults, warnings } = result;
  if ('fault' in meaning)
    return { ...result, faults: [...faults, { pointer: `/${field}`, ...meaning.fault }] };
  if (meaning.code === code) return result;
  const changed = { ...result, values: { ...values, [field]: meaning.code } };
  if (meaning.warning === undefined) return changed;
  return { ...changed, warnings: [...warnings, { pointer: `/${field}`, ...meaning.warning }] };
}

type Said = Omit<Fault, 'pointer'>;

type Meaning = { readonly code: string; readonly warning?: Said } | { readonly fault: Said };

/** What a code means by itself; `undefined` when that depends on what is known of it. */
function ownMeaning(code: string): Meaning | undefined {
  const ai = code.startsWith('(') ? bracketed.exec(code)?.[1] : undefined;
  if (ai === undefined || !isGs1Key(ai)) return globalName(code) === undefined ? undefined : { code };
  const reading = readGs1Name(code);
  if ('fault' in reading) {
    const message = `character ${reading.fault.start + 1} makes this no valid GS1 name`;
    return { fault: { code: 'MALFORMED', message } };
  }
  // As long a name is kept in its shorter form, by which it is found as well.
  return { code: reading.uri.length > CODE_CHARS_MAX ? code : reading.uri };
}

/** A record, and whose it is. */
interface RowOf {
  readonly values: JsonObject;
  readonly publisher: string;
}

function meaningOf(known: KnownCode, code: string, row: RowOf): Meaning | undefined {
  if (known.owners === 1) return { code };
  if (known.owners > 1) return { fault: ambiguous(code, 'several own things have it') };
  if (known.customers.length === 0) return undefined;
  const own = customersOf(row);
  const theirs = known.customers.filter(({ id }) => own.has(id));
  const codes = new Set((theirs.length > 0 ? theirs : known.customers).map((part) => part.code));
  const [only = code] = codes;
  if (codes.size > 1) return { fault: ambiguous(code, `it may be ${named(codes)}`) };
  if (theirs.length > 0) return { code: only };
  const message = `taken for ${only}, which is what ${known.customers[0]?.id ?? ''} calls ${code}`;
  return { code: only, warning: { code: 'CODE_OF_CUSTOMER', message } };
}

function ambiguous(code: string, reason: string): Said {
  return { code: 'AMBIGUOUS_CODE', message: `${code} does not say which thing it is: ${reason}` };
}

/** Things that a message names; a code that means more is no code. */
const NAMED_MAX = 5;

function named(codes: ReadonlySet<string>): string {
  const first = [...codes].sort().slice(0, NAMED_MAX).join(', ');
  return codes.size > NAMED_MAX ? `${first}, …` : first;
}

function customersOf({ values, publisher }: RowOf): ReadonlySet<string> {
  const ids = CUSTOMER_FIELDS.map((field) => values[field]);
  return new Set(ids.filter((id) => typeof id === 'string').filter((id) => id !== publisher));
}

/** The fields of a kind that are marked as codes. */
export const codeFieldsOf = oncePer((kind: Kind): readonly CodeField[] =>
  Object.entries(kind.marks.properties).flatMap(([field, { 'x-code': sort }]) =>
    sort === undefined ? [] : [{ field, sort, defines: sort === kind.name }],
  ),
);
