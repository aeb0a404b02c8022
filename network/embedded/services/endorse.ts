// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import type { ChaincodeCall } from '../peer/interest.js';
import type { Proposal } from '../peer/proposal.js';
import { common, encode, gateway, peer } from '../protos/index.js';
import type { EndorsingPeer } from './directory.js';
import { isKnownChaincode, unpack, type GatewayContext } from './gateway-context.js';
import { ask, detailOf, type Outcome } from './outcome.js';
import { RpcError } from './rpc-error.js';

const NOT_ENOUGH = 'failed to collect enough transaction endorsements, see attached details for more info';
const MISMATCH = 'ProposalResponsePayloads do not match';

/** Collects endorsements and answers the transaction for the client to sign (internal/pkg/gateway/endorse.go). */
export async function endorse(
  context: GatewayContext,
  request: gateway.EndorseRequest,
): Promise<gateway.EndorseResponse> {
  const proposal = unpack(request.getProposedTransaction());
  const named = request.getEndorsingOrganizationsList();
  const outcomes =
    named.length > 0
      ? await endorseByNamed(context, proposal, named)
      : await endorseByPlan(context, proposal);
  const response = new gateway.EndorseResponse();
  response.setPreparedTransaction(newTransaction(proposal, outcomes));
  return response;
}

async function endorseByNamed(
  context: GatewayContext,
  proposal: Proposal,
  named: readonly string[],
): Promise<Outcome[]> {
  const isKnown = isKnownChaincode(context, proposal);
  const missing = isKnown ? named.filter((mspId) => !context.directory.find(mspId)) : named;
  if (missing.length > 0) {
    throw new RpcError(
      status.UNAVAILABLE,
      `failed to find any endorsing peers for org(s): ${missing.join(', ')}`,
    );
  }
  const peers = named.flatMap((mspId) => context.directory.find(mspId) ?? []);
  return collect(context, proposal, peers, []);
}

async function endorseByPlan(context: GatewayContext, proposal: Proposal): Promise<Outcome[]> {
  requirePlannable(context, proposal);
  const { own } = context.directory;
  const first = await ask(own, proposal, own);
  if (first.code !== status.OK) {
    throw new RpcError(status.ABORTED, 'failed to endorse transaction, see attached details for more info', [
      detailOf(first),
    ]);
  }
  const peers = findPlan(context, proposal, first.result?.interest ?? []);
  const isOwnNeeded = peers.includes(own);
  const others = peers.filter((one) => one !== own);
  // Even when no plan needs the first endorsement, the others must have computed the same.
  const outcomes = await collect(context, proposal, others, [first]);
  return isOwnNeeded ? outcomes : outcomes.slice(1);
}

function requirePlannable(context: GatewayContext, proposal: Proposal): void {
  if (isKnownChaincode(context, proposal)) return;
  const { hasTransient, chaincode, channel } = proposal;
  throw new RpcError(
    status.FAILED_PRECONDITION,
    hasTransient
      ? "no endorsers found in the gateway's organization; " +
          'retry specifying endorsing organization(s) to protect transient data'
      : 'no combination of peers can be derived which satisfy the endorsement policy: ' +
          `No metadata was found for chaincode ${chaincode} in channel ${channel}`,
  );
}

function findPlan(
  { planner }: GatewayContext,
  { chaincode, hasTransient }: Proposal,
  interest: readonly ChaincodeCall[],
): readonly EndorsingPeer[] {
  const untouched: ChaincodeCall = {
    name: chaincode,
    collections: [],
    noPrivateReads: false,
    disregardsChaincodePolicy: false,
    keyPolicies: [],
  };
  const calls = interest.length > 0 ? interest : [untouched];
  // Whoever endorses sees the transient data, so only members of the collections may, even if they are only written.
  const strict = hasTransient ? calls.map((call) => ({ ...call, noPrivateReads: false })) : calls;
  const plan = planner.plan(strict);
  if (plan) return plan;
  if (hasTransient && planner.plan(calls)) {
    const collections = calls.filter((call) => call.noPrivateReads).flatMap((call) => call.collections);
    throw new RpcError(
      status.FAILED_PRECONDITION,
      'requires endorsement from organisation(s) that are not in the distribution policy of the private data ' +
        `collection(s): [${collections.join(' ')}]; ` +
        'retry specifying trusted endorsing organizations to protect transient data',
    );
  }
  throw new RpcError(
    status.FAILED_PRECONDITION,
    'no combination of peers can be derived which satisfy the endorsement policy: ' +
      'no peer combination can satisfy the endorsement policy',
  );
}

/** Asks peers at once and adds their endorsements, which must agree byte for byte. */
async function collect(
  { directory }: GatewayContext,
  proposal: Proposal,
  peers: readonly EndorsingPeer[],
  before: readonly Outcome[],
): Promise<Outcome[]> {
  const collected = [...before];
  const failed: Outcome[] = [];
  for (const outcome of await Promise.all(peers.map((one) => ask(one, proposal, directory.own)))) {
    if (outcome.code !== status.OK) failed.push(outcome);
    else if (agrees(collected[0], outcome)) collected.push(outcome);
    else failed.push({ ...outcome, message: MISMATCH });
  }
  if (failed.length > 0) throw new RpcError(status.ABORTED, NOT_ENOUGH, failed.map(detailOf));
  return collected;
}

function agrees(first: Outcome | undefined, next: Outcome): boolean {
  const expected = first?.result?.payload;
  const payload = next.result?.payload;
  return expected === undefined || (payload !== undefined && expected.equals(payload));
}

function newTransaction(proposal: Proposal, outcomes: readonly Outcome[]): common.Envelope {
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(outcomes[0]?.result?.payload ?? Buffer.alloc(0));
  endorsed.setEndorsementsList(outcomes.flatMap(({ result }) => result?.endorse?.() ?? []));
  const actionPayload = new peer.ChaincodeActionPayload();
  actionPayload.setChaincodeProposalPayload(proposal.payload);
  actionPayload.setAction(endorsed);
  const action = new peer.TransactionAction();
  action.setHeader(proposal.header.getSignatureHeader_asU8());
  action.setPayload(encode(actionPayload));
  const transaction = new peer.Transaction();
  transaction.setActionsList([action]);
  const payload = new common.Payload();
  payload.setHeader(proposal.header);
  payload.setData(encode(transaction));
  const envelope = new common.Envelope();
  envelope.setPayload(encode(payload));
  return envelope;
}
