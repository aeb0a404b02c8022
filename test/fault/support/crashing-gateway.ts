// SPDX-License-Identifier: Apache-2.0
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { GatewayConfig } from '@chainshare/gateway';

const program = fileURLToPath(new URL('./gateway-process.js', import.meta.url));

/** A gateway that can be told to die by SIGKILL at a step, and started again on the same files. */
export class CrashingGateway {
  readonly #config: GatewayConfig;
  #child: ChildProcess | undefined;
  url = '';

  constructor(config: GatewayConfig) {
    this.#config = config;
  }

  /** Starts the process; returns when the gateway has joined the network. */
  async start(): Promise<void> {
    const env = { ...process.env, GATEWAY_UNDER_TEST: JSON.stringify(this.#config) };
    this.#child = fork(program, { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.url = await this.#message();
  }

  /** Tells it to die when it next comes to a step. */
  async dieAt(step: string): Promise<void> {
    this.#child?.send(step);
    await this.#message();
  }

  /** Waits for its end. */
  async died(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    await once(child, 'exit');
  }

  /** Kills it where it is. */
  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.died();
  }

  async #message(): Promise<string> {
    const child = this.#child;
    if (child === undefined) throw new Error('the gateway was not started');
    const [message] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => {
        throw new Error('the gateway ended before it answered');
      }),
    ])) as [string];
    return message;
  }
}
