// SPDX-License-Identifier: Apache-2.0
import { EXECUTE_TIMEOUT_MS } from '../limits.js';
import { encode, NO_BYTES, peer } from '../protos/index.js';
import { REQUEST_HANDLERS } from './state-requests.js';
import type { Invocation, TransactionContext } from './transaction-context.js';

const { Type } = peer.ChaincodeMessage;
const TYPE_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(Type).map(([name, value]) => [value as number, name]),
);

/** Message that Fabric gives to transactions whose chaincode went away. */
export const STREAM_TERMINATED = 'chaincode stream terminated';

interface Running {
  readonly context: TransactionContext;
  readonly timer: NodeJS.Timeout;
  isBusy: boolean;
  readonly settle: (outcome: peer.ChaincodeMessage | Error) => void;
}

/** What an execution needs. */
export interface Execution {
  readonly invocation: Invocation;
  readonly namespace: string;
  readonly input: peer.ChaincodeInput;
  readonly invoke: TransactionContext['invoke'];
}

/** The peer's side of the shim protocol with one running chaincode package (core/chaincode/handler.go). */
export class ShimSession {
  readonly #send: (message: peer.ChaincodeMessage) => void;
  readonly #running = new Map<string, Running>();

  constructor(send: (message: peer.ChaincodeMessage) => void) {
    this.#send = send;
  }

  /**
   * Runs one transaction and answers COMPLETED or ERROR of the chaincode.
   * @throws Error when the transaction already runs in this package, takes too long, or the chaincode ends.
   */
  execute({ invocation, namespace, input, invoke }: Execution): Promise<peer.ChaincodeMessage> {
    const { transactionId, channel, signedProposal } = invocation;
    const id = channel.name + transactionId;
    if (this.#running.has(id)) {
      return Promise.reject(new Error(`error sending: txid: ${transactionId}(${channel.name}) exists`));
    }
    return new Promise((resolve, reject) => {
      const context: TransactionContext = {
        invocation,
        namespace,
        invoke,
        queries: new Map(),
        access: new Map(),
      };
      const settle = (outcome: peer.ChaincodeMessage | Error): void => {
        clearTimeout(timer);
        this.#running.delete(id);
        for (const query of context.queries.values()) void query.close();
        if (outcome instanceof Error) reject(new Error(`error sending: ${outcome.message}`));
        else resolve(outcome);
      };
      const timer = setTimeout(() => {
        settle(new Error('timeout expired while executing transaction'));
      }, EXECUTE_TIMEOUT_MS);
      this.#running.set(id, { context, timer, settle, isBusy: false });
      const message = newMessage(Type.TRANSACTION, encode(input), { transactionId, channel: channel.name });
      message.setProposal(signedProposal);
      this.#send(message);
    });
  }

  /** Takes a message of the chaincode. */
  async receive(message: peer.ChaincodeMessage): Promise<void> {
    const type = message.getType();
    if (type === Type.REGISTER) {
      this.#send(newMessage(Type.REGISTERED, NO_BYTES));
      this.#send(newMessage(Type.READY, NO_BYTES));
      return;
    }
    const running = this.#running.get(message.getChannelId() + message.getTxid());
    if (type === Type.COMPLETED || type === Type.ERROR) running?.settle(message);
    else if (type !== Type.KEEPALIVE) await this.#answer(message, running);
  }

  /** Ends every running transaction: the chaincode is gone. */
  terminate(): void {
    for (const { settle } of [...this.#running.values()]) settle(new Error(STREAM_TERMINATED));
  }

  async #answer(message: peer.ChaincodeMessage, running: Running | undefined): Promise<void> {
    // Fabric drops a second request of a transaction while the first is being answered.
    if (running?.isBusy) return;
    const place = { transactionId: message.getTxid(), channel: message.getChannelId() };
    try {
      if (running) running.isBusy = true;
      const payload = await handle(message, running?.context);
      if (running) running.isBusy = false;
      this.#send(newMessage(Type.RESPONSE, payload ?? NO_BYTES, place));
    } catch (error) {
      if (running) running.isBusy = false;
      const name = TYPE_NAMES.get(message.getType()) ?? '';
      const text = `${name} failed: transaction ID: ${place.transactionId}: ${(error as Error).message}`;
      this.#send(newMessage(Type.ERROR, Buffer.from(text), place));
    }
  }
}

async function handle(
  message: peer.ChaincodeMessage,
  context: TransactionContext | undefined,
): Promise<Uint8Array | undefined> {
  const type = message.getType();
  if (!context) {
    throw new Error(type === Type.INVOKE_CHAINCODE ? 'could not get valid transaction' : 'no ledger context');
  }
  const handler = REQUEST_HANDLERS.get(type);
  if (!handler) throw new Error(`unsupported message ${TYPE_NAMES.get(type) ?? type}`);
  return handler(context, message.getPayload_asU8());
}

function newMessage(
  type: peer.ChaincodeMessage.TypeMap[keyof peer.ChaincodeMessage.TypeMap],
  payload: Uint8Array,
  place?: { transactionId: string; channel: string },
): peer.ChaincodeMessage {
  const message = new peer.ChaincodeMessage();
  message.setType(type);
  message.setPayload(payload);
  message.setTxid(place?.transactionId ?? '');
  message.setChannelId(place?.channel ?? '');
  return message;
}
