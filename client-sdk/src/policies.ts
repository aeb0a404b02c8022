// SPDX-License-Identifier: Apache-2.0
import type { Policy, StoredPolicy, VersionedPolicy } from './answers.js';
import type { Call, Transport } from './http/transport.js';
import { sendVersioned } from './http/versioned.js';

/** How a policy is changed or removed. */
export interface PolicyChange {
  /** The version that is changed; absent = whatever is there now. */
  readonly etag?: string;
  /** Also end the grants that followed from it. Nothing that was disclosed is undone. */
  readonly revoke?: boolean;
}

const pathOf = (id: string): string => `/v1/policies/${encodeURIComponent(id)}`;

/** The own standing rules from which grants follow. */
export class Policies {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** All own policies in force or to come. */
  async list(): Promise<readonly StoredPolicy[]> {
    const call: Call = { method: 'GET', path: '/v1/policies', repeat: 'always' };
    return (await this.#transport.json<{ readonly data: readonly StoredPolicy[] }>(call)).data;
  }

  /**
   * A new policy; it holds for what is published from now on, and for older records as `backfill` says.
   *
   * @throws RequestError
   */
  async create(policy: Policy): Promise<VersionedPolicy> {
    return this.#versioned({
      method: 'POST',
      path: '/v1/policies',
      ...jsonBody(policy),
      repeat: 'when-refused',
    });
  }

  /**
   * One policy with its version.
   *
   * @throws NotFoundError
   */
  async get(id: string): Promise<VersionedPolicy> {
    return this.#versioned({ method: 'GET', path: pathOf(id), repeat: 'always' });
  }

  /**
   * Replaces a policy.
   *
   * @throws ConflictError when it was changed since the version that `change.etag` names
   */
  async update(id: string, policy: Policy, change: PolicyChange = {}): Promise<VersionedPolicy> {
    const { headers, body } = jsonBody(policy);
    return this.#versioned({
      method: 'PUT',
      path: pathOf(id),
      query: { revoke: change.revoke },
      headers: { ...headers, 'if-match': change.etag ?? '*' },
      body,
      repeat: 'when-refused',
    });
  }

  /**
   * Removes a policy: no grant follows from it any more.
   *
   * @throws ConflictError when it was changed since the version that `change.etag` names
   */
  async remove(id: string, change: PolicyChange = {}): Promise<void> {
    const call: Call = {
      method: 'DELETE',
      path: pathOf(id),
      query: { revoke: change.revoke },
      headers: { 'if-match': change.etag ?? '*' },
      repeat: 'when-refused',
    };
    await this.#transport.send(call, (answer) => answer.text());
  }

  async #versioned(call: Call): Promise<VersionedPolicy> {
    const { data: policy, etag } = await sendVersioned<StoredPolicy>(this.#transport, call);
    return { policy, etag };
  }
}

function jsonBody(value: unknown): {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
} {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
