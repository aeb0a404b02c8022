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
import { StatusCode, type Commit, type Contract, type ProposalOptions } from '@hyperledger/fabric-gateway';
import { GatewayError } from '../errors.js';
import { parseBlock } from './block-parser.js';
import { followBlocks } from './block-stream.js';
import { connectLedger, type LedgerConfig, type LedgerConnection } from './connection.js';
import { toGatewayError, type LedgerStep } from './errors.js';
import type { LedgerBlock } from './ledger-block.js';
import type {
  CommitOutcome,
  PublicationLedger,
  PublicationToPublish,
  SignedTransaction,
} from './publication-ledger.js';
import { parseSealedAnswer } from './sealed-answer.js';

/** System chaincode that answers questions about blocks. */
const queryChaincode = 'qscc';

/** The contract of the chaincode `records`; named, because two contracts share one package. */
const recordsContract = 'Records';

/**
 * Opens the ledger of one enterprise through its own peer.
 *
 * @throws Error when a file of the identity or of the trust root cannot be read
 */
export async function openLedger(config: LedgerConfig, mspId: string): Promise<PublicationLedger> {
  return new FabricLedger(await connectLedger(config, mspId), config.channel, mspId);
}

class FabricLedger implements PublicationLedger {
  readonly #connection: LedgerConnection;
  readonly #channel: string;
  readonly #mspId: string;
  readonly #records: Contract;
  readonly #query: Contract;

  constructor(connection: LedgerConnection, channel: string, mspId: string) {
    this.#connection = connection;
    this.#channel = channel;
    this.#mspId = mspId;
    this.#records = connection.network.getContract(recordsNamespace, recordsContract);
    this.#query = connection.network.getContract(queryChaincode);
  }

  async endorsePublish(list: readonly PublicationToPublish[]): Promise<SignedTransaction> {
    const proposal = this.#records.newProposal('Publish', {
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
    const signature = await this.#connection.sign(transaction.getDigest());
    const signed = this.#connection.gateway.newSignedTransaction(transaction.getBytes(), signature);
    return { transactionId, bytes: signed.getBytes() };
  }

  async submit({ transactionId, bytes }: SignedTransaction): Promise<void> {
    await during('submit', this.#connection.gateway.newTransaction(bytes).submit(), transactionId);
  }

  async commitStatus({ transactionId }: SignedTransaction): Promise<CommitOutcome> {
    const status = await during('commit-status', this.#newCommit(transactionId).getStatus(), transactionId);
    const name = Object.entries(StatusCode).find(([, code]) => code === status.code)?.[0];
    return {
      valid: status.successful,
      code: name ?? String(status.code),
      block: Number(status.blockNumber),
    };
  }

  async readSealed(publisher: string, ids: readonly string[]): Promise<readonly (Uint8Array | null)[]> {
    const answer = await this.#evaluate(this.#records, 'ReadSealed', {
      arguments: [JSON.stringify(ids)],
      endorsingOrganizations: [publisher],
    });
    return parseSealedAnswer(answer, ids.length);
  }

  async verify(publisher: string, id: string): Promise<PublicationState> {
    const bytes = await this.#evaluate(this.#records, 'Verify', {
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
      const answer = await this.#evaluate(this.#records, 'ReadPublication', {
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

  blocks(from: number, signal: AbortSignal): AsyncIterable<LedgerBlock> {
    return followBlocks(this.#connection.network, from, signal);
  }

  async readBlock(number: number): Promise<LedgerBlock> {
    return parseBlock(common.Block.deserializeBinary(await this.block(number)));
  }

  async genesis(): Promise<string> {
    const first = common.Block.deserializeBinary(await this.block(0));
    return Buffer.from(first.getHeader()?.getDataHash_asU8() ?? []).toString('hex');
  }

  async height(): Promise<number> {
    const answer = await this.#evaluate(this.#query, 'GetChainInfo', { arguments: [this.#channel] });
    return common.BlockchainInfo.deserializeBinary(answer).getHeight();
  }

  async transactionEnvelope(transactionId: string): Promise<Uint8Array> {
    const args = [this.#channel, transactionId];
    const answer = await this.#evaluate(this.#query, 'GetTransactionByID', { arguments: args });
    const envelope = peer.ProcessedTransaction.deserializeBinary(answer).getTransactionenvelope();
    if (envelope === undefined) throw new GatewayError('PUBLICATION_NOT_FOUND', { transactionId });
    return envelope.serializeBinary();
  }

  async block(number: number): Promise<Uint8Array> {
    return this.#evaluate(this.#query, 'GetBlockByNumber', { arguments: [this.#channel, String(number)] });
  }

  close(): void {
    this.#connection.close();
  }

  async #evaluate(contract: Contract, name: string, options: ProposalOptions): Promise<Uint8Array> {
    return during('evaluate', contract.newProposal(name, options).evaluate());
  }

  /** A question for the fate of a transaction, also one that an earlier process submitted. */
  #newCommit(transactionId: string): Commit {
    const { gateway } = this.#connection;
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
