// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../kind-schema.js';
import schemesFile from './schemes.json';

/** A scheme under which certificates and declarations are given. */
export interface Scheme {
  readonly code: string;
  readonly names: Bilingual;
  readonly standard: string;
  /** kinds of record that a certificate of the scheme rests on */
  readonly evidence: readonly string[];
  /** longest validity; absent where the scheme sets none */
  readonly maxValidityYears?: number;
  /** unit of the quantity that a certificate is for; absent where there is none */
  readonly quotaUnit?: string;
  /** form of its numbers; absent where numbers have none in common */
  readonly codePattern?: string;
  /** edition of the rules that this entry follows */
  readonly ruleVersion: string;
}

/** Every scheme that is known, as data. */
export const schemes: readonly Scheme[] = schemesFile.schemes;

const byCode = new Map(schemes.map((scheme) => [scheme.code, scheme]));

/** The scheme of this code, or `undefined` when there is none. */
export function findScheme(code: string): Scheme | undefined {
  return byCode.get(code);
}
