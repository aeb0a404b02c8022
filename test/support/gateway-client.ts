// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import type { JsonObject } from '@chainshare/chaincode/model';
import { WAIT_MAX_SECONDS } from '@chainshare/gateway/internal/limits.js';
import type { RecordView, Withheld } from '@chainshare/gateway/internal/services.js';

/** What one gateway answered. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: JsonObject;
}

/** A page of records as HTTP gives it. */
export interface RecordsPage {
  readonly data: readonly RecordView[];
  readonly asOfBlock: number;
  readonly pending: number;
  readonly withheld: readonly Withheld[];
}

/** What a publish call made. */
export interface PublishedOverHttp {
  readonly publications: readonly {
    readonly id: string;
    readonly records: readonly { readonly row: number; readonly id: string }[];
    readonly block: number;
  }[];
}

/** Speaks plain HTTP to one gateway, so that a test sees exactly what it answers. */
export class GatewayClient {
  readonly url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.url = url;
    this.#token = token;
  }

  /** Reads a path below the gateway's address. */
  async get(path: string): Promise<HttpAnswer> {
    const response = await this.#fetch(path, {});
    return { status: response.status, body: (await response.json()) as JsonObject };
  }

  /** Reads a path as text. */
  async text(path: string): Promise<string> {
    const response = await this.#fetch(path, {});
    if (!response.ok) throw new Error(`${path} was answered with ${response.status}`);
    return response.text();
  }

  /** Every version of every record of a kind, once a block was read and nothing is pending. */
  async records(kind: string, minBlock: number): Promise<RecordsPage> {
    const { status, body } = await this.get(
      `/v1/records?kind=${kind}&versions=all&limit=1000&minBlock=${minBlock}`,
    );
    if (status !== 200) throw new Error(`records were answered with ${status}: ${JSON.stringify(body)}`);
    return body as unknown as RecordsPage;
  }

  /** Publishes records and waits until they stand in the own projection. */
  async publish(
    kind: string,
    records: readonly JsonObject[],
    to: readonly string[],
  ): Promise<PublishedOverHttp> {
    const response = await this.#fetch('/v1/records', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        prefer: `wait=${WAIT_MAX_SECONDS}`,
      },
      body: JSON.stringify({ kind, records, to }),
    });
    const answer = await response.text();
    if (response.status !== 201)
      throw new Error(`publishing was answered with ${response.status}: ${answer}`);
    return JSON.parse(answer) as PublishedOverHttp;
  }

  /** Posts JSON to a path. @throws Error when it is not answered with 2xx */
  async post(path: string, body: JsonObject): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const response = await this.#fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok)
      throw new Error(`${path} was answered with ${response.status}: ${await response.text()}`);
  }

  #fetch(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.#token}`);
    return fetch(new URL(path, this.url), { ...init, headers });
  }
}
