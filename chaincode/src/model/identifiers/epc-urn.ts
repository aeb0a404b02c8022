// SPDX-License-Identifier: Apache-2.0
import { digits, gs1CheckDigit } from './gs1-number.js';
import { characterFault, lengthFault, type IdentifierFault } from './identifier-fault.js';
import {
  canonicalName,
  percentDecoded,
  placed,
  type Gs1Element,
  type Gs1Reading,
  type PlacedText,
} from './gs1-name.js';

/** How the fields of an EPC URN become application identifiers (GS1 EPC Tag Data Standard, section 6.3). */
interface UrnScheme {
  readonly ai: string;
  /** digits of company prefix and reference together, without check digit; without: not a number */
  readonly digits?: number;
  /** whether the first digit of the reference stands before the company prefix */
  readonly leading?: true;
  /** what stands before the number to fill it up */
  readonly filled?: '0';
  /** fields after the reference that belong to the same value */
  readonly joined?: number;
  /** the identifier of the last field */
  readonly qualifier?: string;
}

const companyPrefixMin = 6;
const companyPrefixMax = 12;

const schemes: Readonly<Record<string, UrnScheme>> = {
  'id:sgtin': { ai: '01', digits: 13, leading: true, qualifier: '21' },
  'class:lgtin': { ai: '01', digits: 13, leading: true, qualifier: '10' },
  'id:upui': { ai: '01', digits: 13, leading: true, qualifier: '235' },
  'id:itip': { ai: '8006', digits: 13, leading: true, joined: 2, qualifier: '21' },
  'id:sscc': { ai: '00', digits: 17, leading: true },
  'id:sgln': { ai: '414', digits: 12, qualifier: '254' },
  'id:pgln': { ai: '417', digits: 12 },
  'id:grai': { ai: '8003', digits: 12, filled: '0', joined: 1 },
  'id:gdti': { ai: '253', digits: 12, joined: 1 },
  'id:sgcn': { ai: '255', digits: 12, joined: 1 },
  'id:gsrn': { ai: '8018', digits: 17 },
  'id:gsrnp': { ai: '8017', digits: 17 },
  'id:gsin': { ai: '402', digits: 16 },
  'id:giai': { ai: '8004' },
  'id:ginc': { ai: '401' },
  'id:cpi': { ai: '8010', qualifier: '8011' },
};

const form = /^urn:epc:(id|idpat|class):([a-z]+):/;

/**
 * Reads an EPC URN: pure identity, lot, or a pattern that ends in `*` and names every item of a product.
 */
export function readEpcUrn(text: string): Gs1Reading {
  const match = form.exec(text);
  if (match === null) return { fault: { code: 'CHARACTER', start: 0, length: 1 } };
  const [head, sort = '', word = ''] = match;
  const name = `${sort === 'idpat' ? 'id' : sort}:${word}`;
  const scheme = Object.hasOwn(schemes, name) ? schemes[name] : undefined;
  if (scheme === undefined) {
    return { fault: { code: 'KEY', start: head.length - word.length - 1, length: word.length } };
  }
  const fields = fieldsOf(text.slice(head.length), head.length, fieldCount(scheme));
  const fault = fieldsFault(fields, scheme);
  return fault === undefined ? canonicalName(elementsOf(fields, scheme, sort === 'idpat')) : { fault };
}

function fieldCount({ joined = 0, qualifier }: UrnScheme): number {
  return 2 + joined + (qualifier === undefined ? 0 : 1);
}

/** Fields stand between dots; the last may hold dots itself. */
function fieldsOf(text: string, at: number, count: number): readonly PlacedText[] {
  const parts = text.split('.');
  const raw = [...parts.slice(0, count - 1), parts.slice(count - 1).join('.')];
  let start = at;
  return raw.map((part) => {
    const field = percentDecoded(part, start);
    start += part.length + 1;
    return field;
  });
}

function fieldsFault(fields: readonly PlacedText[], scheme: UrnScheme): IdentifierFault | undefined {
  const [company, reference] = fields as [PlacedText, PlacedText];
  const wrong =
    characterFault(company.text, digits) ?? lengthFault(company.text, companyPrefixMin, companyPrefixMax);
  if (wrong !== undefined) return at(company, wrong);
  if (scheme.digits === undefined) return undefined;
  const length = scheme.digits - company.text.length;
  const fault = characterFault(reference.text, digits) ?? lengthFault(reference.text, length, length);
  return fault && at(reference, fault);
}

function at({ places }: PlacedText, fault: IdentifierFault): IdentifierFault {
  return { ...fault, start: (places[0] ?? 0) + fault.start };
}

function elementsOf(fields: readonly PlacedText[], scheme: UrnScheme, isPattern: boolean): Gs1Element[] {
  const { ai, joined = 0, qualifier } = scheme;
  const said = fields.map((field) => (isPattern && field.text === '*' ? undefined : field));
  const own = said.slice(2, 2 + joined).filter((field) => field !== undefined);
  const value = together([...keyParts(fields, scheme), ...own]);
  const key = { ai, at: value.places[0] ?? 0, value };
  const last = said[2 + joined];
  // An extension of 0 says that a GLN has none (Tag Data Standard, section 6.3.3).
  if (qualifier === undefined || last === undefined || (ai === '414' && last.text === '0')) return [key];
  return [key, { ai: qualifier, at: last.places[0] ?? 0, value: last }];
}

/** Company prefix and reference in the order of the number, with what the URN leaves out. */
function keyParts(fields: readonly PlacedText[], scheme: UrnScheme): readonly PlacedText[] {
  const [company, reference] = fields as [PlacedText, PlacedText];
  if (scheme.digits === undefined) return [company, reference];
  const referenceAt = reference.places[0] ?? 0;
  const number =
    scheme.leading === true
      ? [
          placed(reference.text.slice(0, 1), referenceAt),
          company,
          placed(reference.text.slice(1), referenceAt + 1),
        ]
      : [company, reference];
  const body = together(number);
  const end = body.places.at(-1) ?? 0;
  const filler = scheme.filled === undefined ? [] : [placed(scheme.filled, company.places[0] ?? 0)];
  return [...filler, body, placed(gs1CheckDigit(body.text), end)];
}

function together(parts: readonly PlacedText[]): PlacedText {
  const end = Math.max(...parts.map(({ places }) => places.at(-1) ?? 0));
  return {
    text: parts.map(({ text }) => text).join(''),
    places: [...parts.flatMap(({ places }) => places.slice(0, -1)), end],
  };
}
