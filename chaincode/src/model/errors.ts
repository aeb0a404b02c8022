// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, JsonValue } from './json.js';

/**
 * Every code that the ledger's rules can refuse with: a closed list, because programs decide by it.
 * A code is never renamed; its sentence may improve.
 */
export const ledgerErrorCodes = [
  // the form of what was handed over
  'NOT_JSON',
  'NOT_CANONICAL',
  'NOT_BASE64URL',
  'NOT_DECIMAL',
  'NOT_INSTANT',
  'INVALID_REQUEST',
  // the form of an envelope
  'ENVELOPE_MEMBERS',
  'ENVELOPE_VERSION',
  'FIELD_TYPE',
  'FIELD_LENGTH',
  'PUBLISHER_ID',
  'TAG_COUNT',
  'TAG_ORDER',
  'INLINE_TOO_LARGE',
  'OPEN_KEYS',
  // the sealed bytes and the list that carries them
  'SEALED_FORM',
  'SEALED_HASH',
  'SEALED_LIST',
  'LIST_TOO_LARGE',
  'TWICE_IN_LIST',
  // who asks, and where
  'WRONG_CHAINCODE',
  'UNKNOWN_FUNCTION',
  'ACCESS_DENIED',
  // publications on the ledger
  'EXISTS',
  'PURGED',
  'ALTERED',
  'NOT_PURGEABLE',
  'PUBLICATION_NOT_FOUND',
  // members and proposals
  'FOUNDING_MISMATCH',
  'INVALID_IDENTIFIER',
  'IDENTIFIER_TAKEN',
  'MEMBER_NOT_FOUND',
  'PROPOSAL_NOT_FOUND',
  'PROPOSAL_OPEN',
  'ILLEGAL_TRANSITION',
] as const;

/** A code of {@link ledgerErrorCodes}. */
export type LedgerErrorCode = (typeof ledgerErrorCodes)[number];

/** A refusal taken apart: what {@link parseLedgerError} finds in a message. */
export interface LedgerErrorParts {
  readonly code: LedgerErrorCode;
  readonly sentence: string;
  readonly facts: JsonObject;
}

/**
 * A refusal by a rule of the ledger.
 *
 * Of an error that leaves chaincode only the message survives, so the message carries everything:
 * `CODE: sentence`, followed by the facts as JSON where there are any.
 */
export class LedgerError extends Error {
  readonly code: LedgerErrorCode;
  readonly sentence: string;
  readonly facts: JsonObject;

  /**
   * @param code - what went wrong, for programs
   * @param sentence - what went wrong, for people; without braces, which begin the facts
   * @param facts - values to act on: `at` is the place of the fault as a JSON pointer (RFC 6901)
   */
  constructor(code: LedgerErrorCode, sentence: string, facts: JsonObject = {}) {
    const tail = Object.keys(facts).length === 0 ? '' : ` ${JSON.stringify(facts)}`;
    super(`${code}: ${sentence}${tail}`);
    this.name = 'LedgerError';
    this.code = code;
    this.sentence = sentence;
    this.facts = facts;
  }
}

const codes: ReadonlySet<string> = new Set(ledgerErrorCodes);

/** Fabric prefixes a chaincode's message in some of the ways by which it reports a refusal. */
const messageForm = /^(?:.*chaincode response \d+, )?([A-Z][A-Z0-9_]*): ([^{]*?)(?: (\{.*\}))?$/s;

/**
 * Reads the message of a {@link LedgerError} back, with or without what Fabric put in front of it.
 *
 * @returns the parts, or `undefined` when the message is not one of a rule of the ledger
 */
export function parseLedgerError(message: string): LedgerErrorParts | undefined {
  const [, code = '', sentence = '', factsText] = messageForm.exec(message) ?? [];
  if (!codes.has(code)) return undefined;
  return { code: code as LedgerErrorCode, sentence, facts: parseFacts(factsText) };
}

/** Facts that another version of the chaincode wrote in another way are not worth a failure. */
function parseFacts(text: string | undefined): JsonObject {
  if (text === undefined) return {};
  try {
    return JSON.parse(text) as JsonValue as JsonObject;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
