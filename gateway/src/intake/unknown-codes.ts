// SPDX-License-Identifier: Apache-2.0
import { formatInstant, sections, sha256Hex, type Instant } from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import type { SectionValues } from '../kinds/sections.js';
import { CODES_KEPT_MAX, FAULTS_MAX } from '../limits.js';
import { fixFor, type CodeFix } from './code-fix.js';
import type { UnknownCode } from './codes.js';
import { FingerprintSet } from './fingerprint-set.js';
import { placed, type InputRow } from './input-row.js';

/** What becomes of a row with a code that is unknown: a warning, a refusal, or a record that makes it known. */
export type UnknownCodes = 'warn' | 'refuse' | 'add';

/** A fault of a code that no own record makes known, with a record that would. */
export function unknownCode({ field, sort, code }: UnknownCode, fix: CodeFix): Fault {
  return { pointer: `/${field}`, code: 'UNKNOWN_CODE', message: `no own ${sort} is known as ${code}`, fix };
}

/** The day from which records for codes hold that came with a call then, in UTC. */
export function dayOf(receivedAt: Instant): string {
  return formatInstant(receivedAt).slice(0, 'YYYY-MM-DD'.length);
}

/** What is said of the unknown codes of one row. */
export interface ToldCodes {
  readonly warnings: readonly Fault[];
  readonly adds: readonly CodeFix[];
}

const nothing: ToldCodes = { warnings: [], adds: [] };

/** Says of each unknown code of a file once what is to be done, however many rows have it. */
export class UnknownCodeDesk {
  readonly #isAdding: boolean;
  readonly #day: string;
  readonly #met = new FingerprintSet();
  /** Those met lately, which need no fingerprint. */
  readonly #lately = { product: new Set<string>(), location: new Set<string>() };
  #warned = 0;

  constructor(unknownCodes: UnknownCodes, receivedAt: Instant) {
    this.#isAdding = unknownCodes === 'add';
    this.#day = dayOf(receivedAt);
  }

  /** Takes a row that will be published. */
  tell(input: InputRow, parts: SectionValues, unknown: readonly UnknownCode[]): ToldCodes {
    // What more there is to warn of would be listed nowhere.
    if (unknown.length === 0 || (!this.#isAdding && this.#warned >= FAULTS_MAX)) return nothing;
    const first = unknown.filter((code) => this.#isFirst(code));
    if (first.length === 0) return nothing;
    const unit = sections.map((section) => parts[section]?.['unit']).find((found) => found !== undefined);
    const fixes = first.map((code) => fixFor(code, unit, this.#day));
    if (this.#isAdding) return { warnings: [], adds: fixes };
    this.#warned += first.length;
    const warnings = first.map((code, i) => placed(input, unknownCode(code, fixes[i] as CodeFix)));
    return { warnings, adds: [] };
  }

  #isFirst({ sort, code }: UnknownCode): boolean {
    const lately = this.#lately[sort];
    if (lately.has(code)) return false;
    if (lately.size >= CODES_KEPT_MAX) lately.clear();
    lately.add(code);
    return this.#met.add(sha256Hex(`${sort} ${code}`), null);
  }
}
