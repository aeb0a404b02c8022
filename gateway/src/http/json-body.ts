// SPDX-License-Identifier: Apache-2.0
import type { IncomingMessage } from 'node:http';
import type { JsonValue } from '@chainshare/chaincode/model';
import { GatewayError } from '../errors.js';
import { invalidRequest } from './invalid-request.js';
import { JSON_BODY_BYTES_MAX } from './limits.js';
import { assertMediaType } from './media-type.js';

/**
 * Reads a JSON body of at most {@link JSON_BODY_BYTES_MAX} bytes.
 *
 * @throws {@link GatewayError} UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE, INVALID_REQUEST for what is no JSON in UTF-8
 */
export async function readJsonBody(message: IncomingMessage): Promise<JsonValue> {
  assertMediaType(message.headers['content-type'], ['application/json']);
  assertLength(message.headers['content-length'], JSON_BODY_BYTES_MAX);
  return parse(await readBytes(message));
}

/**
 * Refuses a body that says that it is too long, before a byte of it was read.
 *
 * @throws {@link GatewayError} BODY_TOO_LARGE
 */
export function assertLength(contentLength: string | undefined, limit: number): void {
  if (contentLength !== undefined && Number(contentLength) > limit) {
    throw new GatewayError('BODY_TOO_LARGE', { facts: { limit } });
  }
}

async function readBytes(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > JSON_BODY_BYTES_MAX) {
      throw new GatewayError('BODY_TOO_LARGE', { facts: { limit: JSON_BODY_BYTES_MAX } });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parse(bytes: Buffer): JsonValue {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as JsonValue;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    throw invalidRequest({ pointer: '', code: 'NOT_JSON', message: 'The body is not JSON in UTF-8.' });
  }
}
