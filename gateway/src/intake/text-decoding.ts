// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs';
import { GatewayError } from '../errors.js';
import { TEXT_PIECE_BYTES } from '../limits.js';
import { invalidRequest } from '../invalid-request.js';

/** Encodings of sheets: what spreadsheets write everywhere, and what they write in mainland China. */
const CHARSETS = ['utf-8', 'gb18030'] as const;

/** An encoding of {@link CHARSETS}. */
export type Charset = (typeof CHARSETS)[number];

/**
 * Finds the encoding of a file by reading all of it: the first in which every byte has a meaning. Guessing from
 * a sample goes wrong on short files and on the one odd character at the end.
 *
 * @throws {@link GatewayError} INVALID_REQUEST with fault NOT_TEXT
 */
export async function detectCharset(path: string): Promise<Charset> {
  for (const charset of CHARSETS) if (await reads(path, charset)) return charset;
  throw notText();
}

/** The text of a file, piece by piece, without byte order mark. */
export async function* readText(path: string, charset: Charset): AsyncGenerator<string> {
  const decoder = new TextDecoder(charset, { fatal: true });
  try {
    for await (const chunk of createReadStream(path)) {
      const bytes = chunk as Buffer;
      for (let at = 0; at < bytes.length; at += TEXT_PIECE_BYTES) {
        yield decoder.decode(bytes.subarray(at, at + TEXT_PIECE_BYTES), { stream: true });
      }
    }
    yield decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw notText();
    throw error;
  }
}

async function reads(path: string, charset: Charset): Promise<boolean> {
  try {
    const pieces = readText(path, charset);
    while ((await pieces.next()).done !== true);
    return true;
  } catch (error) {
    if (error instanceof GatewayError) return false;
    throw error;
  }
}

function notText(): GatewayError {
  const message = 'the body must be text in UTF-8 or GB18030';
  return invalidRequest([{ pointer: '', code: 'NOT_TEXT', message }]);
}
