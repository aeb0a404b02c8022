// SPDX-License-Identifier: Apache-2.0
import { readJson, type Call, type Transport } from './transport.js';

/** Something that is kept at a gateway, with the version that a change of it must name. */
export interface Versioned<T> {
  readonly data: T;
  /** Entity tag (RFC 9110 section 8.8.3). */
  readonly etag: string;
}

/**
 * Sends a call that is answered with something kept and its version.
 *
 * @throws ChainShareError
 */
export async function sendVersioned<T>(transport: Transport, call: Call): Promise<Versioned<T>> {
  const headers = { accept: 'application/json', ...call.headers };
  return transport.send({ ...call, headers }, async (answer) => ({
    data: (await readJson<{ readonly data: T }>(answer)).data,
    etag: answer.headers.get('etag') ?? '',
  }));
}
