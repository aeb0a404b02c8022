// SPDX-License-Identifier: Apache-2.0
import { JsonList } from '../json-list.js';
import type { AnswerBody } from '../services.js';
import { json, JSON_TYPE, type Headers, type PiecewiseAnswer, type WholeAnswer } from './answer.js';

/** A JSON answer, sent piece by piece when one of its members is too long to be held at once. */
export function jsonPieces(
  status: number,
  body: AnswerBody,
  headers: Headers = {},
): WholeAnswer | PiecewiseAnswer {
  if (!Object.values(body).some((value) => value instanceof JsonList)) return json(status, body, headers);
  return { status, headers: { 'Content-Type': JSON_TYPE, ...headers }, pieces: piecesOf(body) };
}

async function* piecesOf(body: AnswerBody): AsyncGenerator<string | Uint8Array> {
  let before = '{';
  for (const [name, value] of Object.entries(body)) {
    yield `${before}${JSON.stringify(name)}:`;
    before = ',';
    if (value instanceof JsonList) yield* value.text();
    else yield JSON.stringify(value);
  }
  yield '}';
}
