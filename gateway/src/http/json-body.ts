// SPDX-License-Identifier: Apache-2.0
import type { IncomingHttpHeaders } from 'node:http';
import type { JsonValue } from '@chainshare/chaincode/model';
import { GatewayError } from '../errors.js';
import { invalidRequest } from '../invalid-request.js';
import { JSON_BODY_BYTES_MAX } from './limits.js';
import { assertMediaType } from './media-type.js';

/**
 * Reads a JSON body of at most {@link JSON_BODY_BYTES_MAX} bytes.
 *
 * @throws {@link GatewayError} UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE, INVALID_REQUEST for what is no JSON in UTF-8
 */
export async function readJsonBody(
  headers: IncomingHttpHeaders,
  bytes: AsyncIterable<Uint8Array>,
): Promise<JsonValue> {
  assertMediaType(headers['content-type'], ['application/json']);
  assertLength(headers['content-length']);
  return parse(await collect(bytes));
}

/** Refuses a body that says that it is too long, before a byte of it was read. */
function assertLength(contentLength: string | undefined): void {
  if (Number(contentLength ?? 0) > JSON_BODY_BYTES_MAX) throw tooLarge();
}

async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > JSON_BODY_BYTES_MAX) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): GatewayError {
  return new GatewayError('BODY_TOO_LARGE', { facts: { limit: JSON_BODY_BYTES_MAX } });
}

function parse(bytes: Buffer): JsonValue {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as JsonValue;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    throw invalidRequest([{ pointer: '', code: 'NOT_JSON', message: 'The body is not JSON in UTF-8.' }]);
  }
}
