// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, type JsonObject, type JsonValue } from '@chainshare/chaincode/model';
import { GatewayError } from './errors.js';
import { invalidRequest } from './invalid-request.js';
import type { SystemPublication } from './publish/system-publication.js';
import type { Caller, PublishAnswer } from './services.js';

/** What the gateway says on its own, besides records. */
export interface StatementsContext {
  readonly publish: (publication: SystemPublication) => Promise<PublishAnswer>;
  /** The time, RFC 3339 in UTC with milliseconds. */
  readonly now: () => string;
}

/** What the gateway says to the network of its own enterprise, once, however often it is asked to. */
export class Statements {
  readonly #context: StatementsContext;

  constructor(context: StatementsContext) {
    this.#context = context;
  }

  /**
   * Publishes an own key to the network; returns when it stands in the own projection.
   *
   * @throws GatewayError COMMIT_UNKNOWN when that takes too long; asking again goes on with the same publication
   */
  async key(record: JsonObject, idempotencyKey: string): Promise<void> {
    const answer = await this.#context.publish({
      kind: 'key',
      records: [record],
      to: 'network',
      idempotencyKey,
    });
    if (answer.status !== 201) throw new GatewayError('COMMIT_UNKNOWN');
  }

  /** Publishes the profile of the enterprise to the network. */
  async profile(body: unknown, idempotencyKey: string, { clientId }: Caller): Promise<PublishAnswer> {
    const value = body as JsonValue;
    if (!isJsonObject(value)) {
      throw invalidRequest([{ pointer: '', code: 'TYPE', message: 'a profile is an object' }]);
    }
    return this.#context.publish({
      kind: 'profile',
      records: [{ updatedAt: this.#context.now(), ...value }],
      to: 'network',
      idempotencyKey: `profile ${clientId} ${idempotencyKey}`,
      sameness: value,
    });
  }
}
