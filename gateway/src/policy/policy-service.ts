// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import {
  isJsonObject,
  parseInstant,
  parseJson,
  type JsonObject,
  type JsonValue,
} from '@chainshare/chaincode/model';
import { GatewayError } from '../errors.js';
import { invalidRequest } from '../invalid-request.js';
import type { Catalogue } from '../kinds/catalogue.js';
import type { PolicyService, Versioned } from '../services.js';
import type { Store } from '../store/store.js';
import type { PolicyRow } from '../vault/policies.js';
import { newDirectory, type Directory } from './directory.js';
import { explanationOf } from './explanation.js';
import { policyFaults, resolveAddressees } from './policy-body.js';

/** What the service needs of the gateway. */
export interface PolicyServiceContext {
  readonly enterprise: string;
  readonly store: Store;
  readonly catalogue: Catalogue;
  /** Tells grantees of grants that are over; it returns when that cannot be lost any more. */
  readonly tellEnded: () => Promise<void>;
  /** The time, RFC 3339 in UTC with milliseconds. */
  readonly now: () => string;
}

/** The enterprise's standing rules: created, changed and removed under a version, and explained. */
export class Policies implements PolicyService {
  readonly #context: PolicyServiceContext;

  constructor(context: PolicyServiceContext) {
    this.#context = context;
  }

  /** @see {@link PolicyService.list} */
  async list(): Promise<readonly Versioned<JsonObject>[]> {
    return (await this.#context.store.read('policy.list', {})).map(toVersioned);
  }

  /** @see {@link PolicyService.read} */
  async read(id: string): Promise<Versioned<JsonObject>> {
    const row = await this.#context.store.read('policy.read', { id });
    if (row === null) throw new GatewayError('POLICY_NOT_FOUND');
    return toVersioned(row);
  }

  /** @see {@link PolicyService.create} */
  async create(body: unknown): Promise<Versioned<JsonObject>> {
    const { store, now } = this.#context;
    const text = JSON.stringify(await this.#checked(body));
    return toVersioned(await store.write('policy.create', { id: randomUUID(), body: text, at: now() }));
  }

  /** @see {@link PolicyService.replace} */
  async replace(id: string, version: number, body: unknown, revoke: boolean): Promise<Versioned<JsonObject>> {
    const { store, now } = this.#context;
    const text = JSON.stringify(await this.#checked(body));
    const row = await store.write('policy.replace', { id, version, body: text, at: now() });
    if (revoke) await this.#revoke(id);
    return toVersioned(row);
  }

  /** @see {@link PolicyService.remove} */
  async remove(id: string, version: number, revoke: boolean): Promise<void> {
    const { store, now } = this.#context;
    await store.write('policy.end', { id, version, at: now() });
    if (revoke) await this.#revoke(id);
  }

  /** @see {@link PolicyService.explain} */
  async explain(body: unknown): Promise<JsonObject> {
    const { enterprise, store, catalogue, now } = this.#context;
    const directory = await this.#directory();
    return explanationOf(body as JsonValue, {
      store,
      catalogue,
      situation: {
        publisher: enterprise,
        directory,
        policies: await store.read('policy.list', {}),
        now: parseInstant(now()),
      },
    });
  }

  async #checked(body: unknown): Promise<JsonObject> {
    const value = body as JsonValue;
    const directory = await this.#directory();
    const faults = policyFaults(value, this.#context.catalogue, directory);
    if (faults.length > 0 || !isJsonObject(value)) throw invalidRequest(faults);
    return resolveAddressees(value, directory);
  }

  async #revoke(policy: string): Promise<void> {
    const { store, now, tellEnded } = this.#context;
    const ended = await store.write('grant-given.revoke-policy', { policy, at: now() });
    if (ended > 0) await tellEnded();
  }

  async #directory(): Promise<Directory> {
    return newDirectory((await this.#context.store.read('directory', null)).members);
  }
}

/** The body as the API shows it, with its id. */
function toVersioned({ id, version, body }: PolicyRow): Versioned<JsonObject> {
  return { version, value: { id, ...(parseJson(body) as JsonObject) } };
}
