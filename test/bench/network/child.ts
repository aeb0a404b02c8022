// SPDX-License-Identifier: Apache-2.0
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process that was started here, answers by messages and ends when it is let go. */
export class Child {
  readonly #process: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#process = child;
  }

  /**
   * Starts a program of this folder.
   *
   * @returns it and its first message
   * @throws Error when it ends before that
   */
  static async start<Started>(program: string, asked: object): Promise<readonly [Child, Started]> {
    const file = fileURLToPath(new URL(program, import.meta.url));
    const child = new Child(
      fork(file, [JSON.stringify(asked)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
    );
    return [child, (await child.#message()) as Started];
  }

  /** Asks for the one thing that it tells. */
  async ask<Answer>(): Promise<Answer> {
    const answer = this.#message();
    this.#process.send('tell');
    return (await answer) as Answer;
  }

  /** Lets it go and waits for its end. */
  async stop(): Promise<void> {
    const { exitCode, signalCode } = this.#process;
    if (exitCode !== null || signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }

  async #message(): Promise<unknown> {
    const ended = new AbortController();
    const { signal } = ended;
    const [message] = (await Promise.race([
      once(this.#process, 'message', { signal }),
      once(this.#process, 'exit', { signal }).then(() => {
        throw new Error('a process of the network ended before it answered');
      }),
    ]).finally(() => {
      ended.abort();
    })) as [unknown];
    return message;
  }
}
