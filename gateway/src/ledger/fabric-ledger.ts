// SPDX-License-Identifier: Apache-2.0
import {
  LedgerError,
  parseEnvelope,
  publicationStates,
  recordsNamespace,
  sealedListField,
  writeSealedList,
  type ParsedEnvelope,
  type PublicationState,
} from '@chainshare/chaincode/model';
import { common, gateway as protos, msp, peer } from '@hyperledger/fabric-protos';
import {
  StatusCode,
  type Commit,
  type Contract,
  type Gateway,
  type ProposalOptions,
} from '@hyperledger/fabric-gateway';
import { GatewayError } from '../errors.js';
import { parseBlock } from './block-parser.js';
import { followBlocks } from './block-stream.js';
import { heightOf, queryChaincode } from './chain-info.js';
import { connectLedger, type LedgerConfig, type LedgerConnection } from './connection.js';
import { toGatewayError, type LedgerStep } from './errors.js';
import type { LedgerBlock } from './ledger-block.js';
import { OwnPeers, type PeerChange } from './own-peers.js';
import type {
  CommitOutcome,
  PublicationLedger,
  PublicationToPublish,
  SignedTransaction,
} from './publication-ledger.js';
import { parseSealedAnswer } from './sealed-answer.js';

/** The contract of the chaincode `records`; named, because two contracts share one package. */
const recordsContract = 'Records';

/**
 * Opens the ledger of one enterprise through its own peers.
 *
 * @param changed - told whenever the gateway goes over to another peer
 * @throws Error when a file of the identity or of the trust root cannot be read
 */
export async function openLedger(
  config: LedgerConfig,
  mspId: string,
  changed: (change: PeerChange) => void = () => undefined,
): Promise<PublicationLedger> {
  const peers = new OwnPeers(await connectLedger(config, mspId), changed);
  return new FabricLedger(peers, config.channel, mspId);
}

class FabricLedger implements PublicationLedger {
  readonly #peers: OwnPeers;
  readonly #channel: string;
  readonly #mspId: string;

  constructor(peers: OwnPeers, channel: string, mspId: string) {
    this.#peers = peers;
    this.#channel = channel;
    this.#mspId = mspId;
  }

  endorsePublish(list: readonly PublicationToPublish[]): Promise<SignedTransaction> {
    return this.#peers.call(async (connection) => {
      const proposal = recordsOf(connection).newProposal('Publish', {
        // Canonical envelopes joined by commas are the canonical array of them.
        arguments: [`[${list.map(({ envelope }) => envelope).join(',')}]`],
        transientData: {
          [sealedListField]: writeSealedList(list.map(({ sealed }) => sealed ?? new Uint8Array())),
        },
        endorsingOrganizations: [this.#mspId],
      });
      const transactionId = proposal.getTransactionId();
      const transaction = await during('endorse', proposal.endorse(), transactionId);
      // Signed here and not when it is submitted, so that what is sent again is the same to the last byte.
      const signature = await connection.sign(transaction.getDigest());
      const signed = connection.gateway.newSignedTransaction(transaction.getBytes(), signature);
      return { transactionId, bytes: signed.getBytes() };
    });
  }

  async submit({ transactionId, bytes }: SignedTransaction): Promise<void> {
    await this.#peers.call(({ gateway }) =>
      during('submit', gateway.newTransaction(bytes).submit(), transactionId),
    );
  }

  async commitStatus({ transactionId }: SignedTransaction): Promise<CommitOutcome> {
    const status = await this.#peers.call(({ gateway }) =>
      during('commit-status', this.#newCommit(transactionId, gateway).getStatus(), transactionId),
    );
    const name = Object.entries(StatusCode).find(([, code]) => code === status.code)?.[0];
    return {
      valid: status.successful,
      code: name ?? String(status.code),
      block: Number(status.blockNumber),
    };
  }

  async readSealed(publisher: string, ids: readonly string[]): Promise<readonly (Uint8Array | null)[]> {
    const answer = await this.#evaluate(recordsOf, 'ReadSealed', {
      arguments: [JSON.stringify(ids)],
      endorsingOrganizations: [publisher],
    });
    return parseSealedAnswer(answer, ids.length);
  }

  async verify(publisher: string, id: string): Promise<PublicationState> {
    const bytes = await this.#evaluate(recordsOf, 'Verify', {
      arguments: [publisher, id],
      endorsingOrganizations: [this.#mspId],
    });
    const answer = Buffer.from(bytes).toString('utf8');
    const state = publicationStates.find((known) => known === answer);
    if (state === undefined) throw new GatewayError('LEDGER_REFUSED', { facts: { reason: answer } });
    return state;
  }

  async readPublication(publisher: string, id: string): Promise<ParsedEnvelope | null> {
    try {
      const answer = await this.#evaluate(recordsOf, 'ReadPublication', {
        arguments: [publisher, id],
        endorsingOrganizations: [this.#mspId],
      });
      return parseEnvelope(answer);
    } catch (error) {
      if (error instanceof LedgerError) return null; // whatever stands there, it is not an envelope
      if (error instanceof GatewayError && isNotThere(error)) return null;
      throw error;
    }
  }

  async *blocks(from: number, signal: AbortSignal): AsyncGenerator<LedgerBlock, void, undefined> {
    const peer = this.#peers.inUse;
    try {
      yield* followBlocks(peer.connection.network, from, AbortSignal.any([signal, peer.left]));
    } catch (error) {
      // Whoever follows again does so at a peer that answers.
      await this.#peers.isLeft(peer);
      throw error;
    }
    if (!signal.aborted) throw new GatewayError('LEDGER_UNAVAILABLE');
  }

  async readBlock(number: number): Promise<LedgerBlock> {
    return parseBlock(common.Block.deserializeBinary(await this.block(number)));
  }

  async genesis(): Promise<string> {
    const first = common.Block.deserializeBinary(await this.block(0));
    return Buffer.from(first.getHeader()?.getDataHash_asU8() ?? []).toString('hex');
  }

  height(): Promise<number> {
    return this.#peers.call((connection) => heightOf(connection));
  }

  async transactionEnvelope(transactionId: string): Promise<Uint8Array> {
    const args = [this.#channel, transactionId];
    const answer = await this.#evaluate(queryOf, 'GetTransactionByID', { arguments: args });
    const envelope = peer.ProcessedTransaction.deserializeBinary(answer).getTransactionenvelope();
    if (envelope === undefined) throw new GatewayError('PUBLICATION_NOT_FOUND', { transactionId });
    return envelope.serializeBinary();
  }

  async block(number: number): Promise<Uint8Array> {
    return this.#evaluate(queryOf, 'GetBlockByNumber', { arguments: [this.#channel, String(number)] });
  }

  close(): void {
    this.#peers.close();
  }

  async #evaluate(
    contractOf: (connection: LedgerConnection) => Contract,
    name: string,
    options: ProposalOptions,
  ): Promise<Uint8Array> {
    return this.#peers.call((connection) =>
      during('evaluate', contractOf(connection).newProposal(name, options).evaluate()),
    );
  }

  /** A question for the fate of a transaction, also one that an earlier process submitted. */
  #newCommit(transactionId: string, gateway: Gateway): Commit {
    const { mspId, credentials } = gateway.getIdentity();
    const identity = new msp.SerializedIdentity();
    identity.setMspid(mspId);
    identity.setIdBytes(credentials);
    const request = new protos.CommitStatusRequest();
    request.setChannelId(this.#channel);
    request.setTransactionId(transactionId);
    request.setIdentity(identity.serializeBinary());
    const signed = new protos.SignedCommitStatusRequest();
    signed.setRequest(request.serializeBinary());
    return gateway.newCommit(signed.serializeBinary());
  }
}

function recordsOf({ network }: LedgerConnection): Contract {
  return network.getContract(recordsNamespace, recordsContract);
}

function queryOf({ network }: LedgerConnection): Contract {
  return network.getContract(queryChaincode);
}

/** Nothing stands under the key, or something else than the id names. */
function isNotThere({ code, details }: GatewayError): boolean {
  return code === 'PUBLICATION_NOT_FOUND' || details.facts?.['reason'] === 'ALTERED';
}

async function during<T>(step: LedgerStep, call: Promise<T>, transactionId?: string): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw toGatewayError(error, step, transactionId);
  }
}
