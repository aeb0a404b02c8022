// SPDX-License-Identifier: Apache-2.0
import type { GatewayConfig } from '@chainshare/gateway';
import type { JsonObject } from '@chainshare/chaincode/model';
import { Child } from './child.js';

/** Where a gateway is to kill itself. */
export interface Death {
  /** Name of the step, as the gateway tells it. */
  readonly step: string;
  /** At which time that it comes there, from 1. */
  readonly occurrence: number;
}

/** What a gateway's process is to do. */
export interface GatewayOrder {
  readonly config: GatewayConfig;
  readonly death?: Death;
}

/** What a gateway answered. */
export interface Answer {
  readonly status: number;
  readonly body: JsonObject;
}

/** A gateway that can be killed anywhere and started again on the same files and port. */
export class KillableGateway {
  readonly config: GatewayConfig;
  readonly url: string;
  /** A token with all rights. */
  readonly token: string;
  #child: Child | undefined;

  constructor(config: GatewayConfig, token: string) {
    this.config = config;
    this.url = `http://${config.http.host}:${config.http.port}`;
    this.token = token;
  }

  /** Starts it; returns when it has joined the network. */
  async start(): Promise<void> {
    this.#child = new Child('gateway-process', { config: this.config } satisfies GatewayOrder);
    await this.#child.says();
  }

  /** Starts it, and lets it die of what it takes up by itself. */
  async startAndDieAt(step: string, occurrence = 1): Promise<void> {
    const order: GatewayOrder = { config: this.config, death: { step, occurrence } };
    this.#child = new Child('gateway-process', order);
    await this.died();
  }

  /** Lets it die when it next comes to a step, or at a later time that it does. */
  async dieAt(step: string, occurrence = 1): Promise<void> {
    await this.#child?.tell({ step, occurrence } satisfies Death);
  }

  /** Waits for its end. */
  async died(): Promise<void> {
    await this.#child?.ended();
  }

  /** Kills it where it is. */
  async kill(): Promise<void> {
    await this.#child?.kill();
  }

  /**
   * Asks it over plain HTTP.
   *
   * @returns `undefined` when it died before it had answered, or does not run
   */
  async ask(path: string, init: RequestInit = {}): Promise<Answer | undefined> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.token}`);
    try {
      const response = await fetch(`${this.url}${path}`, { ...init, headers });
      return { status: response.status, body: (await response.json()) as JsonObject };
    } catch (error) {
      // fetch tells every failure of the connection by this class, also one in the middle of an answer.
      if (error instanceof TypeError) return undefined;
      throw error;
    }
  }

  /** Reads a path. @throws Error when it is not answered with 200 */
  async read(path: string): Promise<JsonObject> {
    const answer = await this.ask(path);
    if (answer?.status !== 200) throw new Error(`${path} was answered with ${JSON.stringify(answer)}`);
    return answer.body;
  }
}
