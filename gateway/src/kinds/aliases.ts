// SPDX-License-Identifier: Apache-2.0
import type { JsonArray, JsonObject, JsonValue, KindSchema } from '@chainshare/chaincode/model';
import { canonicalSubject } from './subjects.js';

/** What codes name; also the kind of record that says what is known of such a thing, and its field for the code. */
export type CodeSort = (typeof CODE_SORTS)[number];

/** Every {@link CodeSort}. */
export const CODE_SORTS = ['product', 'location'] as const;

/** One name that a product or location record gives to a thing of its publisher. */
export interface Alias {
  readonly sort: CodeSort;
  /** The thing, by the publisher's own code for it. */
  readonly thing: string;
  /** Another of its names, or the same. */
  readonly name: string;
  /** Present where it is what a customer calls the thing. */
  readonly customer?: { readonly id: string; readonly code: string };
}

/** The field for what a customer calls the thing. */
const CUSTOMER_CODES: Readonly<Record<CodeSort, string>> = {
  product: 'customerPart',
  location: 'customerLocation',
};

/** A GTIN may have fewer than the 14 digits of its longest form (GS1 General Specifications, section 3.3.2). */
const GTIN_DIGITS = 14;

/** A UUID without its scheme (RFC 9562 section 4), as people copy a Catena-X id. */
const bareUuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Schemes of numbers that stand in a record without what makes them a name. */
const SCHEMES: Readonly<Record<string, (code: string) => string>> = {
  gtin: (code) => `https://id.gs1.org/01/${code.padStart(GTIN_DIGITS, '0')}`,
  gln: (code) => `https://id.gs1.org/414/${code}`,
  cx: (code) => (bareUuid.test(code) ? `urn:uuid:${code}` : code),
};

/** What a kind of master data describes: a kind is such when it is named like what its own code names. */
export function masterSortOf(kind: string, { properties }: KindSchema): CodeSort | undefined {
  const sort = properties[kind]?.['x-code'];
  return sort === kind ? sort : undefined;
}

/**
 * Every name of the thing that a record of master data describes, its own code first: what its customer calls it is
 * named under that customer; a number of a scheme that is no name by itself (BPNS, UN/LOCODE), under the publisher.
 */
export function aliasesOf(sort: CodeSort, identity: JsonObject, publisher: string): readonly Alias[] {
  const code = textOf(identity[sort]);
  if (code === undefined) return [];
  const thing = canonicalSubject(sort, code, publisher);
  const names = ((identity['aliases'] ?? []) as JsonArray).map((alias) => {
    const { scheme = '', code: other = '' } = alias as { scheme?: string; code?: string };
    return canonicalSubject(sort, SCHEMES[scheme]?.(other) ?? other, publisher);
  });
  const aliases: Alias[] = [...new Set([thing, ...names])].map((name) => ({ sort, thing, name }));
  const [customer, part] = [textOf(identity['customer']), textOf(identity[CUSTOMER_CODES[sort]])];
  if (customer === undefined || part === undefined) return aliases;
  const name = canonicalSubject(sort, part, customer);
  const ofCustomer = { sort, thing, name, customer: { id: customer, code: part } };
  return [...aliases.filter((alias) => alias.name !== name), ofCustomer];
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
