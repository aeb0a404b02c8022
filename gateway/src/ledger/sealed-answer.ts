// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, readSealedBytesMax, type JsonValue } from '@chainshare/chaincode/model';
import { GatewayError } from '../errors.js';

/** Base64 characters of the largest answer that an honest peer gives. */
const base64CharsMax = Math.ceil(readSealedBytesMax / 3) * 4;

/**
 * Reads what a publisher's peer answered to `ReadSealed`. The peer is somebody else's and may answer anything,
 * so the form and the size are checked before a byte is kept; whether the bytes are the right ones, their hash
 * tells later.
 *
 * @param asked - number of ids that were asked
 * @returns the bytes of the first ids, null where the peer has none; at least one entry
 * @throws GatewayError LEDGER_REFUSED when the answer is none
 */
export function parseSealedAnswer(answer: Uint8Array, asked: number): readonly (Uint8Array | null)[] {
  const values = readValues(Buffer.from(answer).toString('utf8'));
  if (values.length === 0 || values.length > asked) throw noAnswer();
  let chars = 0;
  return values.map((value) => {
    if (value === null) return null;
    if (typeof value !== 'string') throw noAnswer();
    chars += value.length;
    if (chars > base64CharsMax) throw noAnswer();
    return Buffer.from(value, 'base64');
  });
}

function readValues(text: string): readonly JsonValue[] {
  const answer = parseJson(text);
  const values = isJsonObject(answer) ? answer['values'] : undefined;
  if (!Array.isArray(values)) throw noAnswer();
  return values as readonly JsonValue[];
}

function parseJson(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    if (error instanceof SyntaxError) throw noAnswer();
    throw error;
  }
}

function noAnswer(): GatewayError {
  return new GatewayError('LEDGER_REFUSED', {
    facts: { reason: 'the peer of the publisher answered nonsense' },
  });
}
