// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A line to a server on this machine, which can be cut, or fall silent as that to a process does that hangs. */
export class TcpLine {
  /** Under the name that TLS certificates of this machine have. */
  readonly endpoint: string;
  readonly #server: Server;
  readonly #port: number;
  readonly #target: number;
  #sockets = new Set<Socket>();
  #isSilent = false;

  private constructor(server: Server, target: number) {
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
    this.#target = target;
    this.endpoint = `localhost:${this.#port}`;
  }

  /** @param endpoint - `host:port` of the server */
  static async to(endpoint: string): Promise<TcpLine> {
    const server = createServer();
    const listening = once(server, 'listening');
    server.listen(0, '127.0.0.1');
    await listening;
    const line = new TcpLine(server, Number(endpoint.split(':').at(-1)));
    server.on('connection', (socket) => {
      line.#join(socket);
    });
    return line;
  }

  /** Ends every connection and refuses new ones. */
  async cut(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** Takes every byte and connection and passes nothing on. */
  hang(): void {
    this.#isSilent = true;
    for (const socket of this.#sockets) socket.unpipe().resume();
  }

  /** Accepts and passes on again; connections that hung are lost. */
  async mend(): Promise<void> {
    this.#isSilent = false;
    for (const socket of this.#sockets) socket.destroy();
    if (this.#server.listening) return;
    const listening = once(this.#server, 'listening');
    this.#server.listen(this.#port, '127.0.0.1');
    await listening;
  }

  #join(caller: Socket): void {
    this.#keep(caller);
    if (this.#isSilent) {
      caller.resume();
      return;
    }
    const server = connect(this.#target, '127.0.0.1');
    this.#keep(server);
    caller.pipe(server).pipe(caller);
    caller.once('close', () => server.destroy());
    server.once('close', () => caller.destroy());
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    // A line that is cut breaks at both ends; whoever uses it hears of that at his own.
    socket.on('error', () => undefined);
  }
}
