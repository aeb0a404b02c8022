// SPDX-License-Identifier: Apache-2.0
import { createServer, type Server } from 'node:http';
import type { Express } from 'express';
import { HEADERS_SECONDS_MAX, HEADER_BYTES_MAX, KEEP_ALIVE_SECONDS, UPLOAD_SECONDS_MAX } from './limits.js';

/** Puts a server behind a socket with the time limits of this surface; the caller listens and closes. */
export function newListener(app: Express): Server {
  const server = createServer(
    {
      requestTimeout: UPLOAD_SECONDS_MAX * 1_000,
      headersTimeout: HEADERS_SECONDS_MAX * 1_000,
      keepAliveTimeout: KEEP_ALIVE_SECONDS * 1_000,
      maxHeaderSize: HEADER_BYTES_MAX,
    },
    app,
  );
  return server;
}
