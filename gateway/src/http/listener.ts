// SPDX-License-Identifier: Apache-2.0
import { createServer, type Server } from 'node:http';
import type { Express } from 'express';
import { HEADERS_SECONDS_MAX, HEADER_BYTES_MAX, KEEP_ALIVE_SECONDS, UPLOAD_SECONDS_MAX } from './limits.js';
import { refuseUnreadable } from './unreadable-request.js';

/**
 * Puts a server behind a socket with the limits of this surface; the caller listens and closes.
 *
 * @param publicUrl - address by which others reach this gateway
 */
export function newListener(app: Express, publicUrl?: string): Server {
  const server = createServer(
    {
      requestTimeout: UPLOAD_SECONDS_MAX * 1_000,
      headersTimeout: HEADERS_SECONDS_MAX * 1_000,
      keepAliveTimeout: KEEP_ALIVE_SECONDS * 1_000,
      maxHeaderSize: HEADER_BYTES_MAX,
    },
    app,
  );
  refuseUnreadable(server, publicUrl);
  return server;
}
