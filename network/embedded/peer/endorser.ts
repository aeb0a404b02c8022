// SPDX-License-Identifier: Apache-2.0
import type { Channel } from '../channel/channel.js';
import type { ChaincodeRuntime } from '../shim/runtime.js';
import type { Signer } from '../identity/signer.js';
import { buffer, encode, NO_BYTES, peer } from '../protos/index.js';
import { encodeReadWriteSet } from '../simulation/encode-set.js';
import { Simulator } from '../simulation/simulator.js';
import type { ChannelStore } from '../storage/channel-store.js';
import { LedgerView } from '../storage/ledger-view.js';
import { authenticationFault, proposalFault, SYSTEM_CHAINCODES } from './access.js';
import { queryConfiguration } from './cscc.js';
import { distribute, type PrivateDataHolder } from './distribution.js';
import { chaincodeInterest, type ChaincodeCall } from './interest.js';
import { proposalHash, type Proposal } from './proposal.js';
import { queryLedger } from './qscc.js';
import { failure } from './responses.js';

/** What a peer answers to a proposal. */
export interface ProposalResult {
  /** Refused before any answer was made: the caller sees a failed call. */
  readonly unavailable?: string;
  /** Refused because of what the client sent. */
  readonly refused?: string;
  readonly response: peer.Response;
  /** The bytes that endorsers must agree on; absent when the peer itself failed. */
  readonly payload?: Buffer;
  readonly interest?: readonly ChaincodeCall[];
  /** Signs the payload; only asked for when the endorsement is used. */
  readonly endorse?: () => peer.Endorsement;
}

/** What an endorser works with. */
export interface EndorserParts {
  readonly channel: Channel;
  readonly store: ChannelStore;
  readonly own: PrivateDataHolder;
  readonly signer: Signer;
  readonly runtime: ChaincodeRuntime;
  /** Running peers of other organisations. */
  readonly others: () => readonly PrivateDataHolder[];
}

/** Simulates proposals for one organisation and signs the results (core/endorser/endorser.go). */
export class Endorser {
  readonly #parts: EndorserParts;

  constructor(parts: EndorserParts) {
    this.#parts = parts;
  }

  /** Answers a proposal; failures are part of the answer. */
  async process(proposal: Proposal): Promise<ProposalResult> {
    const { channel, store } = this.#parts;
    const fault = authenticationFault(proposal, channel.config);
    if (fault) return { unavailable: fault, response: failure(fault) };
    if (proposal.channel !== channel.name) {
      return { response: failure(`channel '${proposal.channel}' not found`) };
    }
    const isKnown = (id: string): boolean => store.transaction(id) !== undefined;
    const refused = proposalFault(proposal, channel.config, isKnown);
    if (refused) return { refused, response: failure(refused) };
    const view = new LedgerView(store.database, this.#parts.own.store.database);
    const simulator = new Simulator(view, proposal.transactionId, channel);
    try {
      return await this.#simulate(proposal, simulator);
    } catch (error) {
      return { response: failure((error as Error).message) };
    } finally {
      await simulator.close();
    }
  }

  async #simulate(proposal: Proposal, simulator: Simulator): Promise<ProposalResult> {
    const { channel, store } = this.#parts;
    const { chaincode } = proposal;
    const definition = channel.definition(chaincode);
    if (!definition && !SYSTEM_CHAINCODES.has(chaincode)) {
      throw new Error(
        `make sure the chaincode ${chaincode} has been successfully defined on channel ${channel.name} ` +
          `and try again: chaincode ${chaincode} not found`,
      );
    }
    const { response, event } = definition
      ? await this.#run(proposal, simulator)
      : { response: querySystem(proposal, store, channel), event: undefined };
    const { namespaces, privateSets } = simulator.result();
    if (privateSets.length > 0) {
      const { own } = this.#parts;
      const parts = { channel, own, others: this.#parts.others(), height: store.height };
      await distribute(parts, proposal.transactionId, privateSets);
    }
    const version = definition?.options.version ?? 'syscc';
    const action = newAction(encodeReadWriteSet(namespaces), response, { name: chaincode, version }, event);
    const payload = newPayload(proposal, action);
    const interest = chaincodeInterest(simulator, namespaces);
    if (response.getStatus() >= 500) return { response, payload, interest };
    if (response.getStatus() >= 400) return { response };
    return { response, payload, interest, endorse: () => this.#endorse(payload) };
  }

  async #run(
    proposal: Proposal,
    simulator: Simulator,
  ): Promise<{ response: peer.Response; event: peer.ChaincodeEvent | undefined }> {
    const { channel, store, runtime } = this.#parts;
    const { transactionId, signed: signedProposal, creator, chaincode, input } = proposal;
    const invocation = { transactionId, channel, signedProposal, creator, simulator, history: store };
    const message = await runtime.invoke(invocation, chaincode, input).catch((error: unknown) => {
      throw new Error(
        `error in simulation: failed to execute transaction ${transactionId}: ${(error as Error).message}`,
        { cause: error },
      );
    });
    const payload = message.getPayload_asU8();
    if (message.getType() === peer.ChaincodeMessage.Type.ERROR) {
      throw new Error(
        `error in simulation: transaction returned with failure: ${buffer(payload).toString()}`,
      );
    }
    const response = peer.Response.deserializeBinary(payload);
    const event = message.getChaincodeEvent();
    event?.setChaincodeId(chaincode);
    event?.setTxId(transactionId);
    return { response, event: response.getStatus() >= 400 ? undefined : event };
  }

  #endorse(payload: Buffer): peer.Endorsement {
    const { signer } = this.#parts;
    const endorsement = new peer.Endorsement();
    endorsement.setEndorser(signer.serialized);
    endorsement.setSignature(signer.sign(Buffer.concat([payload, signer.serialized])));
    return endorsement;
  }
}

function querySystem(proposal: Proposal, store: ChannelStore, channel: Channel): peer.Response {
  const query = proposal.chaincode === 'cscc' ? queryConfiguration : queryLedger;
  return query(proposal, store, channel.config);
}

function newAction(
  results: Uint8Array,
  response: peer.Response,
  chaincode: { name: string; version: string },
  event: peer.ChaincodeEvent | undefined,
): peer.ChaincodeAction {
  const id = new peer.ChaincodeID();
  id.setName(chaincode.name);
  id.setVersion(chaincode.version);
  const action = new peer.ChaincodeAction();
  action.setResults(results);
  action.setResponse(response);
  action.setEvents(event ? encode(event) : NO_BYTES);
  action.setChaincodeId(id);
  return action;
}

function newPayload(proposal: Proposal, action: peer.ChaincodeAction): Buffer {
  const payload = new peer.ProposalResponsePayload();
  payload.setProposalHash(proposalHash(proposal));
  payload.setExtension$(encode(action));
  return encode(payload);
}
