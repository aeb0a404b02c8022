// SPDX-License-Identifier: Apache-2.0
import { digits, gs1NumberFault } from './gs1-number.js';
import { characterFault, lengthFault, type IdentifierFault } from './identifier-fault.js';

/** GS1 AI encodable character set 82: what serial numbers and lots may be made of. */
const set82 = `!"%&'()*+,-./${digits}:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz`;

/** GS1 AI encodable character set 39: what component numbers may be made of. */
const set39 = `#-/${digits}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;

/** What the value of an application identifier is made of, part after part. */
interface ValueForm {
  /** digits of a number that ends in a check digit */
  readonly number?: number;
  /** whether a zero stands before that number, to fill it up */
  readonly zero?: true;
  /** characters after the number */
  readonly tail?: { readonly alphabet: string; readonly min: number; readonly max: number };
}

const noTail = { alphabet: '', min: 0, max: 0 };

const upTo = (max: number, alphabet = set82): ValueForm => ({ tail: { alphabet, min: 1, max } });
const numbered = (number: number): ValueForm => ({ number });
const followed = (number: number, max: number, alphabet = set82): ValueForm => ({
  number,
  tail: { alphabet, min: 0, max },
});

/** Application identifiers that name something, with the form of their value (GS1 General Specifications, 3). */
const forms: Readonly<Record<string, ValueForm>> = {
  '00': numbered(18),
  '01': numbered(14),
  '10': upTo(20),
  '21': upTo(20),
  '22': upTo(20),
  '235': upTo(28),
  '253': followed(13, 17),
  '254': upTo(20),
  '255': followed(13, 12, digits),
  '401': upTo(30),
  '402': numbered(17),
  '414': numbered(13),
  '417': numbered(13),
  '8003': { zero: true, ...followed(13, 16) },
  '8004': upTo(30),
  '8006': { number: 14, tail: { alphabet: digits, min: 4, max: 4 } },
  '8010': upTo(30, set39),
  '8011': upTo(12, digits),
  '8017': numbered(18),
  '8018': numbered(18),
};

/** Qualifiers that may follow a key, in this order (GS1 Digital Link URI Syntax, section 4.9). */
const qualifiers: Readonly<Record<string, readonly string[]>> = {
  '01': ['22', '10', '21', '235'],
  '8006': ['22', '10', '21'],
  '414': ['254'],
  '8010': ['8011'],
};

/** Identifiers that only qualify a key and name nothing by themselves. */
const onlyQualifying = new Set(['10', '21', '22', '235', '254', '8011']);

/** Whether the application identifier is a key: names something by itself. */
export function isGs1Key(ai: string): boolean {
  return Object.hasOwn(forms, ai) && !onlyQualifying.has(ai);
}

/** Whether the application identifier is one that is known here. */
export function isGs1Identifier(ai: string): boolean {
  return Object.hasOwn(forms, ai);
}

/** The qualifiers of a key, in the order in which they stand. */
export function qualifiersOf(key: string): readonly string[] {
  return qualifiers[key] ?? [];
}

/** Checks the value of an application identifier that is known here. */
export function gs1ValueFault(ai: string, value: string): IdentifierFault | undefined {
  const form = forms[ai] ?? {};
  const end = (form.zero === true ? 1 : 0) + (form.number ?? 0);
  return numberFault(form, value) ?? tailFault(form, value, end);
}

function numberFault({ number, zero }: ValueForm, value: string): IdentifierFault | undefined {
  if (number === undefined) return undefined;
  if (zero === true && !value.startsWith('0')) return { code: 'CHARACTER', start: 0, length: 1 };
  const start = zero === true ? 1 : 0;
  const fault = gs1NumberFault(value.slice(start, start + number), number);
  return fault && { ...fault, start: start + fault.start };
}

function tailFault({ tail = noTail }: ValueForm, value: string, end: number): IdentifierFault | undefined {
  const rest = value.slice(end);
  const fault = lengthFault(rest, tail.min, tail.max) ?? characterFault(rest, tail.alphabet);
  return fault && { ...fault, start: end + fault.start };
}
