// SPDX-License-Identifier: Apache-2.0
import { parseInstant, readGs1Name, type JsonValue } from '@chainshare/chaincode/model';
import { CBV_VOCABULARY, GS1_VOCABULARY } from './namespaces.js';

/** Where the words of a member stand, so that a word, a CURIE and a URN of one thing become one address. */
export type Vocabulary = 'BizStep' | 'Disp' | 'BTT' | 'SDT' | 'Comp' | 'gs1';

/** Words of CBV 1 as URNs, by the vocabulary that they are of. */
const URNS: Readonly<Record<string, string>> = {
  'urn:epcglobal:cbv:bizstep:': `${CBV_VOCABULARY}BizStep-`,
  'urn:epcglobal:cbv:disp:': `${CBV_VOCABULARY}Disp-`,
  'urn:epcglobal:cbv:btt:': `${CBV_VOCABULARY}BTT-`,
  'urn:epcglobal:cbv:sdt:': `${CBV_VOCABULARY}SDT-`,
  'cbv:': CBV_VOCABULARY,
  'gs1:': GS1_VOCABULARY,
};

const numberForm = /^([+-]?)(\d+)(?:\.(\d*))?$/;
const nanosPerMillisecond = 1_000_000n;

/** A scalar as the hash of an event writes it (CBV 2.0, section 8.9). */
export function hashValue(value: JsonValue, vocabulary?: Vocabulary): string {
  if (typeof value === 'number') return plainNumber(String(value));
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return '';
  const text = value.trim();
  const prefix = Object.keys(URNS).find((urn) => text.startsWith(urn));
  if (prefix !== undefined) return (URNS[prefix] ?? '') + text.slice(prefix.length);
  if (vocabulary !== undefined && /^\w+$/.test(text)) return wordOf(text, vocabulary);
  return nameOf(text) ?? plainNumber(text);
}

/** A time in UTC with three decimals; what is no time stays as it is. */
export function hashTime(value: JsonValue): string {
  if (typeof value !== 'string') return hashValue(value);
  try {
    const milliseconds = (parseInstant(value) + nanosPerMillisecond / 2n) / nanosPerMillisecond;
    return new Date(Number(milliseconds)).toISOString();
  } catch {
    return value;
  }
}

function wordOf(word: string, vocabulary: Vocabulary): string {
  return vocabulary === 'gs1' ? GS1_VOCABULARY + word : `${CBV_VOCABULARY}${vocabulary}-${word}`;
}

/** The canonical Digital Link of a GS1 name in any form; `undefined` for every other text. */
function nameOf(text: string): string | undefined {
  if (!/^(?:urn:epc:|https?:)/.test(text)) return undefined;
  const reading = readGs1Name(text);
  return 'uri' in reading ? reading.uri : undefined;
}

/** A number without plus sign and needless zeros, which are counted: a pattern would try every way to share them out. */
function plainNumber(text: string): string {
  const match = numberForm.exec(text);
  if (match === null) return text;
  const [, sign = '', whole = '', decimals = ''] = match;
  let end = decimals.length;
  while (decimals[end - 1] === '0') end -= 1;
  const digits = whole.replace(/^0+(?=\d)/, '') + (end === 0 ? '' : `.${decimals.slice(0, end)}`);
  return sign === '-' && /[1-9]/.test(digits) ? `-${digits}` : digits;
}
