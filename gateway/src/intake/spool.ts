// SPDX-License-Identifier: Apache-2.0
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { GatewayError } from '../errors.js';

/** A request body on disk, complete, before anything is made of it. */
export interface Spooled {
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hex of the whole body. */
  readonly sha256: string;
}

/**
 * Writes a body to a file of its own that only this user can read. Nothing is sealed before the last byte is
 * there, so a broken upload publishes nothing.
 *
 * @param dir - made with mode 0700 when it is not there
 * @throws {@link GatewayError} BODY_TOO_LARGE; the file is gone then, as after any other failure
 */
export async function spool(body: AsyncIterable<Uint8Array>, dir: string, limit: number): Promise<Spooled> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const path = join(dir, `${randomUUID()}.body`);
  const file = await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > limit) throw new GatewayError('BODY_TOO_LARGE', { facts: { limit } });
      hash.update(chunk);
      await file.writeFile(chunk);
    }
  } catch (error) {
    await file.close();
    await rm(path, { force: true });
    throw error;
  }
  await file.close();
  return { path, bytes, sha256: hash.digest('hex') };
}

/** Where the rows that a snapshot lacks are kept beside its spooled body. */
export function zeroRowsPath(body: string): string {
  return `${body}.zeros`;
}

/** Where the records that make unknown codes known are kept beside a spooled body. */
export function addedRecordsPath(body: string): string {
  return `${body}.added`;
}

/** The body and everything that may be kept beside it. */
export function spooledPaths(body: string): readonly string[] {
  return [body, zeroRowsPath(body), addedRecordsPath(body)];
}

/** Where the checked records of a call too large for one transaction are kept beside its spooled body. */
export function keptRowsPath(body: string): string {
  return `${body}.rows`;
}

/** Removes a spooled body and what is kept beside it; what is gone already is no failure. */
export async function unspool({ path }: Pick<Spooled, 'path'>): Promise<void> {
  for (const kept of spooledPaths(path)) await rm(kept, { force: true });
}
