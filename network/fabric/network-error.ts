// SPDX-License-Identifier: Apache-2.0
import { NETWORK_ERROR_CODES, type NetworkErrorCode } from './error-codes.js';

/** What fills the `{name}` places of an error's sentences. */
export type NetworkErrorFacts = Readonly<Record<string, string | number>>;

/** A foreseen failure of network life: a stable code, and sentences that say what to do. */
export class NetworkError extends Error {
  readonly code: NetworkErrorCode;
  /** The same message in Chinese. */
  readonly zh: string;

  constructor(code: NetworkErrorCode, facts: NetworkErrorFacts, options?: ErrorOptions) {
    const { en, zh } = NETWORK_ERROR_CODES[code];
    super(fill(en, facts), options);
    this.name = 'NetworkError';
    this.code = code;
    this.zh = fill(zh, facts);
  }

  /** What a person reads: the code, and the message in both languages. */
  describe(): string {
    return `${this.code}: ${this.message}\n${this.zh}`;
  }
}

/** Several lines as the end of a sentence, each indented below it. */
export function indented(lines: readonly string[]): string {
  return lines.map((line) => `\n  ${line}`).join('');
}

function fill(sentence: string, facts: NetworkErrorFacts): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(facts[name] ?? place));
}
