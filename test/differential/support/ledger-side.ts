// SPDX-License-Identifier: Apache-2.0
import { setTimeout as pause } from 'node:timers/promises';
import { common, peer } from '@hyperledger/fabric-protos';
import type { Contract, ProposalOptions, Transaction } from '@hyperledger/fabric-gateway';
import { transactionFacts } from '../../conformance/transaction-facts.js';
import { connectLedger, type LedgerClient, type LedgerRole } from '../../support/ledger-client.js';
import type { TestLedger } from '../../support/test-ledger.js';
import { RunNormaliser } from './run-normaliser.js';
import { ORGANISATIONS, type Step } from './step.js';

/** What a call came to, without anything that must differ from ledger to ledger. */
export type Observation = Readonly<Record<string, unknown>>;

/** A transaction that was endorsed, or why there is none. */
export interface Endorsed {
  readonly observation: Observation;
  readonly transaction?: Transaction;
}

const LOOK_MS = 5;

/** One of the two ledgers, with clients of all organisations, each at its own peer. */
export class LedgerSide {
  readonly #test: TestLedger;
  readonly #clients = new Map<string, LedgerClient>();
  readonly #normalise: RunNormaliser;
  readonly #proposals: string[] = [];

  private constructor(test: TestLedger, base: number) {
    this.#test = test;
    this.#normalise = new RunNormaliser(base);
  }

  /** Connects to a ledger on whatever it holds. */
  static async connect(test: TestLedger): Promise<LedgerSide> {
    const heights = await new LedgerSide(test, 0).#heights();
    return new LedgerSide(test, Math.max(...heights) - 1);
  }

  get kind(): string {
    return this.#test.ledger.kind;
  }

  /** Has a call endorsed. */
  async endorse(step: Step): Promise<Endorsed> {
    const proposal = this.#contract(step).newProposal(step.call, this.#options(step));
    this.#normalise.transaction(proposal.getTransactionId());
    try {
      const transaction = await proposal.endorse();
      if (step.call === 'Members:Propose') this.#proposals.push(transaction.getTransactionId());
      const facts = transactionFacts(transaction.getBytes(), this.#normalise);
      return { observation: this.#normalise.value(facts) as Observation, transaction };
    } catch (error) {
      return { observation: this.#failure(error) };
    }
  }

  /** Has one peer evaluate a call. */
  async evaluate(step: Step): Promise<Observation> {
    const proposal = this.#contract(step).newProposal(step.call, this.#options(step));
    this.#normalise.transaction(proposal.getTransactionId());
    try {
      return { result: this.#normalise.text(Buffer.from(await proposal.evaluate()).toString()) };
    } catch (error) {
      return this.#failure(error);
    }
  }

  /** Orders transactions one after the other; gives code and block of each when all peers have them. */
  async commit(transactions: readonly Transaction[]): Promise<readonly Observation[]> {
    const commits = [];
    for (const transaction of transactions) commits.push(await transaction.submit());
    const statuses = await Promise.all(commits.map((commit) => commit.getStatus()));
    const last = Math.max(...statuses.map(({ blockNumber }) => Number(blockNumber)));
    while ((await this.#heights()).some((height) => height <= last)) await pause(LOOK_MS);
    return statuses.map(({ code, blockNumber }) => ({
      code: Object.entries(peer.TxValidationCode).find(([, known]) => (known as number) === code)?.[0],
      block: this.#normalise.block(Number(blockNumber)),
    }));
  }

  /** Names and payloads of so many chaincode events since the start, with their transactions. */
  async events(chaincode: string, count: number): Promise<unknown> {
    if (count === 0) return [];
    const { network } = this.#client('Xinghe', 'gateway');
    const startBlock = BigInt(-this.#normalise.block(0) + 1);
    const events = await network.getChaincodeEvents(chaincode, { startBlock });
    const seen: unknown[] = [];
    for await (const { eventName, payload, transactionId, blockNumber } of events) {
      const block = this.#normalise.block(Number(blockNumber));
      seen.push([
        eventName,
        Buffer.from(payload).toString(),
        this.#normalise.transaction(transactionId),
        block,
      ]);
      if (seen.length === count) break;
    }
    events.close();
    return seen;
  }

  /** Text of what one peer evaluates, as it is. @throws what the call fails with */
  async read(mspId: string, chaincode: Step['chaincode'], call: string, ...args: string[]): Promise<string> {
    const step: Step = { mspId, role: 'gateway', chaincode, call, args, endorsers: [mspId] };
    return Buffer.from(await this.#contract(step).evaluate(call, this.#options(step))).toString();
  }

  /** What is left of a text when all that must differ is replaced. */
  comparable(value: unknown): unknown {
    return this.#normalise.value(value);
  }

  async close(): Promise<void> {
    for (const client of this.#clients.values()) client.close();
    await this.#test.remove();
  }

  #client(mspId: string, role: LedgerRole): LedgerClient {
    const name = `${mspId} ${role}`;
    let client = this.#clients.get(name);
    if (client === undefined) this.#clients.set(name, (client = connectLedger(this.#test, mspId, { role })));
    return client;
  }

  #contract({ mspId, role, chaincode }: Step): Contract {
    return this.#client(mspId, role).network.getContract(chaincode);
  }

  #options({ args, transient, endorsers }: Step): ProposalOptions {
    return {
      arguments: args.map((arg) =>
        arg.startsWith('@') ? (this.#proposals[Number(arg.slice(1))] ?? arg) : arg,
      ),
      ...(transient === undefined ? {} : { transientData: { ...transient } }),
      endorsingOrganizations: [...endorsers],
    };
  }

  #failure(error: unknown): Observation {
    const { name, message, code, details } = error as Error & {
      readonly code?: number;
      readonly details?: readonly { readonly mspId: string; readonly message: string }[];
    };
    const told = details?.map((one) => `${saidBy(one)}: ${this.#normalise.text(one.message)}`).sort();
    return { error: name, code, message: this.#normalise.text(message), details: told };
  }

  #heights(): Promise<readonly number[]> {
    const { channel } = this.#test.ledger;
    return Promise.all(
      ORGANISATIONS.map(async (mspId) => {
        const contract = this.#client(mspId, 'gateway').network.getContract('qscc');
        const answer = await contract.evaluate('GetChainInfo', {
          arguments: [channel],
          endorsingOrganizations: [mspId],
        });
        return common.BlockchainInfo.deserializeBinary(answer).getHeight();
      }),
    );
  }
}

/** Whose peer said so. Answers are compared with the one that came first, and which that is, is chance. */
function saidBy({ mspId, message }: { readonly mspId: string; readonly message: string }): string {
  return message.endsWith('do not match') ? 'another' : mspId;
}
