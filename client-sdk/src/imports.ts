// SPDX-License-Identifier: Apache-2.0
import type { ImportState } from './answers.js';
import { ConflictError, UnavailableError } from './errors.js';
import { pause } from './http/retry.js';
import type { Transport } from './http/transport.js';
import { IMPORT_POLL_MS, IMPORT_TIMEOUT_MS } from './limits.js';

/** How an import is followed. */
export interface ImportOptions {
  /** Called with every state that was asked for. */
  readonly onProgress?: (state: ImportState) => void;
  readonly timeoutMs?: number;
  readonly pollMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * Follows an import to its end.
 *
 * @throws ConflictError `IMPORT_FAILED` with the faults; UnavailableError `TIMEOUT` when it takes longer than asked for
 *   (it goes on, and may be followed again)
 */
export async function followImport(
  transport: Transport,
  id: string,
  options: ImportOptions = {},
): Promise<ImportState> {
  const end = Date.now() + (options.timeoutMs ?? IMPORT_TIMEOUT_MS);
  while (Date.now() < end) {
    options.signal?.throwIfAborted();
    const path = `/v1/imports/${encodeURIComponent(id)}`;
    const state = await transport.json<ImportState>({
      method: 'GET',
      path,
      repeat: 'always',
      signal: options.signal,
    });
    options.onProgress?.(state);
    if (state.state === 'done') return state;
    if (state.state === 'failed') throw failed(state);
    await pause(options.pollMs ?? IMPORT_POLL_MS, options.signal);
  }
  throw new UnavailableError(`Import ${id} is still running`, {
    code: 'TIMEOUT',
    status: undefined,
    retryable: true,
  });
}

function failed({ id, done, total, errors }: ImportState): ConflictError {
  const facts = { code: 'IMPORT_FAILED', status: undefined, errors, retryable: false };
  return new ConflictError(`Import ${id} failed after ${done} of ${total} records`, facts);
}
