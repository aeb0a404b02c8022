// SPDX-License-Identifier: Apache-2.0
import { setTimeout as pause } from 'node:timers/promises';
import { common, peer } from '@hyperledger/fabric-protos';
import type { Contract, Gateway, Transaction } from '@hyperledger/fabric-gateway';
import { Normaliser } from './normalise.js';
import { CHANNEL, text } from './test-ledger.js';
import { readWriteSets, transactionFacts } from './transaction-facts.js';

/** How a step departs from the ordinary. */
export interface StepOptions {
  /** Chaincode name; default `basic`. */
  readonly cc?: string;
  readonly transient?: string;
  readonly orgs?: readonly string[];
}

/** One call: organisation 1 or 2, function, arguments. */
export type Step = readonly [organisation: 1 | 2, fn: string, args: readonly string[], options?: StepOptions];

/** One observation of the trace. */
export type Observation = Record<string, unknown>;

// Values whose hashes appear in the trace.
const KNOWN_VALUES = ['pk', 'pk2', 'ik', 'ok', 'rk1', 'gone', 'secret', '1', '2', '3', ''];

interface Failure {
  readonly error: string;
  readonly code: number | undefined;
  readonly message: string;
  readonly details?: unknown;
}

/** Runs steps on a ledger and writes down everything that a client can observe. */
export class Recorder {
  readonly observations: Observation[] = [];
  readonly #gateways: Readonly<Record<1 | 2, Gateway>>;
  readonly #normalise: Normaliser;

  private constructor(gateways: Readonly<Record<1 | 2, Gateway>>, base: number) {
    this.#gateways = gateways;
    this.#normalise = new Normaliser(base, KNOWN_VALUES);
  }

  /** Starts a recording on the present height. */
  static async start(gateways: Readonly<Record<1 | 2, Gateway>>): Promise<Recorder> {
    return new Recorder(gateways, (await heightOf(gateways[1])) - 1);
  }

  /** Endorses, submits and waits; observes the whole transaction or the failed endorsement. */
  async submit(...[organisation, fn, args, options]: Step): Promise<void> {
    const what = `submit ${organisation} ${fn} ${args.join(',')}`;
    const endorsed = await this.#endorse(organisation, fn, args, options);
    if ('error' in endorsed) {
      this.log(what, { ...endorsed });
      return;
    }
    const facts = transactionFacts(endorsed.getBytes(), this.#normalise);
    const status = await (await endorsed.submit()).getStatus();
    const block = Number(status.blockNumber);
    this.log(what, { ...facts, code: codeName(status.code), block: this.#normalise.block(block) });
    await this.#settle(block);
  }

  /** Endorses two transactions before either is submitted, so that the second may conflict. */
  async pair(first: Step, second: Step): Promise<void> {
    const what = `pair ${first[1]} ${second[1]}`;
    const a = await this.#endorse(...first);
    const b = await this.#endorse(...second);
    if ('error' in a || 'error' in b) {
      this.log(what, { a: 'error' in a ? a : undefined, b: 'error' in b ? b : undefined });
      return;
    }
    const statusA = await (await a.submit()).getStatus();
    const statusB = await (await b.submit()).getStatus();
    const rwB = readWriteSets(b.getBytes(), this.#normalise);
    this.log(what, { a: codeName(statusA.code), b: codeName(statusB.code), rwB });
    await this.#settle(Number(statusB.blockNumber));
  }

  /** Evaluates and observes the answer. */
  async evaluate(...[organisation, fn, args, options]: Step): Promise<void> {
    const proposal = this.#contract(organisation, options?.cc).newProposal(
      fn,
      proposalOptions(args, options),
    );
    this.#normalise.transaction(proposal.getTransactionId());
    await this.attempt(`eval ${organisation} ${fn} ${args.join(',')}`, () => proposal.evaluate());
  }

  /** Observes the answer or failure of any call. */
  async attempt(what: string, call: () => Promise<Uint8Array>): Promise<void> {
    try {
      this.log(what, { result: this.#normalise.text(text(await call())) });
    } catch (error) {
      this.log(what, { ...this.#failure(error) });
    }
  }

  /** Adds an observation. */
  log(what: string, facts: Observation): void {
    const step = this.observations.length;
    // The recorded trace went through JSON, which drops what is undefined.
    this.observations.push(JSON.parse(JSON.stringify({ step, what, ...facts })) as Observation);
  }

  async #endorse(...[organisation, fn, args, options]: Step): Promise<Transaction | Failure> {
    const proposal = this.#contract(organisation, options?.cc).newProposal(
      fn,
      proposalOptions(args, options),
    );
    this.#normalise.transaction(proposal.getTransactionId());
    try {
      return await proposal.endorse();
    } catch (error) {
      return this.#failure(error);
    }
  }

  #contract(organisation: 1 | 2, chaincode = 'basic'): Contract {
    return this.#gateways[organisation].getNetwork(CHANNEL).getContract(chaincode);
  }

  #failure(error: unknown): Failure {
    const { name, message, code, details } = error as Error & {
      code?: number;
      details?: { mspId: string; message: string }[];
    };
    return {
      error: name,
      code,
      message: this.#normalise.text(message),
      details: details?.map((one) => [one.mspId, this.#normalise.text(one.message)]),
    };
  }

  /** Waits until both organisations have the block. */
  async #settle(block: number): Promise<void> {
    for (const organisation of [1, 2] as const) {
      while ((await heightOf(this.#gateways[organisation])) <= block) await pause(20);
    }
  }
}

function proposalOptions(args: readonly string[], options: StepOptions = {}) {
  return {
    arguments: [...args],
    ...(options.transient === undefined ? {} : { transientData: { value: Buffer.from(options.transient) } }),
    ...(options.orgs === undefined ? {} : { endorsingOrganizations: [...options.orgs] }),
  };
}

async function heightOf(gateway: Gateway): Promise<number> {
  const answer = await gateway
    .getNetwork(CHANNEL)
    .getContract('qscc')
    .evaluateTransaction('GetChainInfo', CHANNEL);
  return common.BlockchainInfo.deserializeBinary(answer).getHeight();
}

function codeName(code: number): string | undefined {
  return Object.entries(peer.TxValidationCode).find(([, value]) => (value as number) === code)?.[0];
}
