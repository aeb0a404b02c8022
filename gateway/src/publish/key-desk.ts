// SPDX-License-Identifier: Apache-2.0
import { canonical, sha256Hex, type JsonValue } from '@chainshare/chaincode/model';
import { GatewayError } from '../errors.js';
import type { PublishRequest } from '../services.js';
import type { Store } from '../store/store.js';

/** An idempotency key in use by one exchange. */
export interface KeyClaim {
  readonly name: string;
  readonly bodyHash: string;
  /** The job that this key published before, or `null` when it is new. */
  readonly job: string | null;
  /** Frees the key for the next exchange. What was stored under it stays. */
  release(): void;
}

/** Lends idempotency keys: one exchange at a time holds a key, and a key belongs to one request for good. */
export class KeyDesk {
  readonly #store: Store;
  readonly #open = new Map<string, string>();

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Claims a key for one exchange.
   *
   * @throws GatewayError IDEMPOTENCY_KEY_REUSED for another request, IDEMPOTENCY_KEY_BUSY while the first is open
   */
  async claim(name: string, bodyHash: string): Promise<KeyClaim> {
    const holder = this.#open.get(name);
    if (holder !== undefined) throw refusal(holder === bodyHash);
    this.#open.set(name, bodyHash);
    const release = () => void this.#open.delete(name);
    try {
      const known = await this.#store.read('idempotency.read', { key: name });
      if (known !== null && known.bodyHash !== bodyHash) throw refusal(false);
      return { name, bodyHash, job: known?.job ?? null, release };
    } catch (error) {
      release();
      throw error;
    }
  }
}

function refusal(isSameRequest: boolean): GatewayError {
  return new GatewayError(isSameRequest ? 'IDEMPOTENCY_KEY_BUSY' : 'IDEMPOTENCY_KEY_REUSED', {
    ...(isSameRequest ? { retryAfterSeconds: 1 } : {}),
  });
}

/** What makes two requests the same: the whole body and every parameter that changes what is published. */
export function requestHash(request: PublishRequest, bodySha256: string): string {
  const { contentType, kind, to, sections, onward, note } = request;
  const { onError, observedAt, tz, snapshot, addUnknown } = request;
  const parameters = [
    ...[contentType, kind, to, sections, onward, note],
    ...[onError, observedAt, tz, snapshot, addUnknown],
  ];
  const text = canonical([bodySha256, ...parameters.map((value) => (value ?? null) as JsonValue)]);
  return sha256Hex(text);
}
