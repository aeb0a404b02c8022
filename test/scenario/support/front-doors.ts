// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { connect, type Client, type NetworkFile, type TokenRole } from '@chainshare/client';
import {
  newConformance,
  readWire,
  type Conformance,
  type WireAnswer,
} from '../../support/openapi-conformance.js';

/** What a request says beside its method and its path. */
export interface Asked {
  /** Sent as JSON, unless it is a text or bytes. */
  readonly body?: object | string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Which token of the network file to send; that of the administrator unless said otherwise. */
  readonly role?: TokenRole;
  /** Another token; `null` sends none. */
  readonly token?: string | null;
}

/**
 * The gateways of a network as programs meet them, by plain HTTP and by the SDK. Every answer is compared with the
 * OpenAPI document that the gateways serve; what differs is told by {@link FrontDoors.assertConforming}.
 */
export class FrontDoors {
  readonly #network: NetworkFile;
  readonly #deviations: string[] = [];
  #conformance: Promise<Conformance> | undefined;

  constructor(network: NetworkFile) {
    this.#network = network;
  }

  /** A client of one enterprise, with the rights of an administrator. */
  as(enterprise: string): Promise<Client> {
    return connect({ network: this.#network, as: enterprise, role: 'admin', fetch: this.fetch });
  }

  /**
   * Asks one gateway.
   *
   * @param place - method and path, as in `GET /v1/records`
   */
  async ask(enterprise: string, place: string, asked: Asked = {}): Promise<WireAnswer> {
    const [method = '', path = ''] = place.split(' ');
    const { headers = {}, token = this.token(enterprise, asked.role) } = asked;
    const authorization: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
    const { type, body } = written(asked.body);
    const response = await this.fetch(`${this.address(enterprise)}${path}`, {
      method,
      headers: { ...authorization, ...type, ...headers },
      ...body,
    });
    return readWire(response);
  }

  /** Publishes what the body says, under a key of its own unless the headers name one. */
  publish(enterprise: string, query: string, { headers, ...asked }: Asked): Promise<WireAnswer> {
    const key = { 'idempotency-key': randomUUID() };
    return this.ask(enterprise, `POST /v1/records${query}`, { ...asked, headers: { ...key, ...headers } });
  }

  /** Base URL of one gateway. */
  address(enterprise: string): string {
    return this.#entry(enterprise).gateway;
  }

  /** A token of the network file. */
  token(enterprise: string, role: TokenRole = 'admin'): string {
    return this.#entry(enterprise).tokens[role];
  }

  /** Fetches, and compares what comes with the OpenAPI document. */
  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await fetch(input, init);
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    const answer = await readWire(response.clone());
    const conformance = await this.conformance();
    try {
      conformance.check(init?.method ?? 'GET', pathname, answer);
    } catch (error) {
      this.#deviations.push(error instanceof Error ? error.message : String(error));
    }
    return response;
  };

  /** The document that answers are compared with. */
  conformance(): Promise<Conformance> {
    return (this.#conformance ??= this.#readDocument());
  }

  /** @throws Error with every answer that the document does not promise */
  assertConforming(): void {
    const deviations = this.#deviations.splice(0);
    if (deviations.length > 0) throw new Error(`not as documented:\n${deviations.join('\n')}`);
  }

  async #readDocument(): Promise<Conformance> {
    const response = await fetch(`${this.#network.enterprises[0]?.gateway ?? ''}/openapi.json`);
    return newConformance((await response.json()) as Parameters<typeof newConformance>[0]);
  }

  #entry(enterprise: string): NetworkFile['enterprises'][number] {
    const entry = this.#network.enterprises.find(({ id }) => id === enterprise);
    if (entry === undefined) throw new TypeError(`${enterprise} has no gateway in this network`);
    return entry;
  }
}

/** A body as it is sent, with the media type that it has unless a header says otherwise. */
function written(body: Asked['body']): {
  readonly type?: Record<string, string>;
  readonly body?: RequestInit;
} {
  if (body === undefined) return {};
  if (typeof body === 'string' || body instanceof Uint8Array) return { body: { body } };
  return { type: { 'content-type': 'application/json' }, body: { body: JSON.stringify(body) } };
}
