// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { QUERY_RESULTS_MAX } from '../limits.js';
import { encode, NO_BYTES, peer } from '../protos/index.js';
import type { MetadataEntry } from '../simulation/read-write-set.js';
import type { PrivatePlace } from '../simulation/simulator.js';
import { historySource, QueryResults, rangeSource, WHOLE_QUERY, type QueryLimits } from './query-results.js';
import { requireAccess, type AccessMode, type TransactionContext } from './transaction-context.js';

/** Answers one request that chaincode sends while it runs; no bytes when there is nothing to say. */
export type RequestHandler = (
  context: TransactionContext,
  payload: Uint8Array,
) => Uint8Array | undefined | Promise<Uint8Array | undefined>;

const { Type } = peer.ChaincodeMessage;

/** Requests of the shim protocol by message type (core/chaincode/handler.go). */
export const REQUEST_HANDLERS: ReadonlyMap<number, RequestHandler> = new Map<number, RequestHandler>([
  [Type.GET_STATE, getState],
  [Type.GET_PRIVATE_DATA_HASH, getPrivateDataHash],
  [Type.PUT_STATE, putState],
  [Type.DEL_STATE, deleteState],
  [Type.PURGE_PRIVATE_DATA, purgePrivateData],
  [Type.GET_STATE_METADATA, getStateMetadata],
  [Type.PUT_STATE_METADATA, putStateMetadata],
  [Type.GET_STATE_BY_RANGE, getStateByRange],
  [Type.GET_HISTORY_FOR_KEY, getHistoryForKey],
  [Type.GET_QUERY_RESULT, getQueryResult],
  [Type.QUERY_STATE_NEXT, queryStateNext],
  [Type.QUERY_STATE_CLOSE, queryStateClose],
  [Type.INVOKE_CHAINCODE, invokeChaincode],
]);

interface KeyRequest {
  getCollection(): string;
  getKey(): string;
}

/** The private place of a request, after the access check; undefined when the request is about public state. */
function privatePlace(
  context: TransactionContext,
  request: KeyRequest,
  mode: AccessMode,
): PrivatePlace | undefined {
  const collection = request.getCollection();
  if (collection === '') return undefined;
  requireAccess(context, collection, mode);
  return { namespace: context.namespace, collection, key: request.getKey() };
}

function getState(context: TransactionContext, payload: Uint8Array): Uint8Array | undefined {
  const request = peer.GetState.deserializeBinary(payload);
  const { simulator } = context.invocation;
  const place = privatePlace(context, request, 'read');
  return place ? simulator.getPrivate(place) : simulator.get(context.namespace, request.getKey());
}

function getPrivateDataHash(context: TransactionContext, payload: Uint8Array): Uint8Array | undefined {
  const request = peer.GetState.deserializeBinary(payload);
  const { namespace, invocation } = context;
  return invocation.simulator.getPrivateHash({
    namespace,
    collection: request.getCollection(),
    key: request.getKey(),
  });
}

function write(context: TransactionContext, request: KeyRequest, value: Uint8Array): undefined {
  const { simulator } = context.invocation;
  const place = privatePlace(context, request, 'write');
  if (place) simulator.putPrivate(place, value);
  else simulator.put(context.namespace, request.getKey(), value);
}

function putState(context: TransactionContext, payload: Uint8Array): undefined {
  const request = peer.PutState.deserializeBinary(payload);
  write(context, request, request.getValue_asU8());
}

function deleteState(context: TransactionContext, payload: Uint8Array): undefined {
  write(context, peer.DelState.deserializeBinary(payload), NO_BYTES);
}

function purgePrivateData(context: TransactionContext, payload: Uint8Array): undefined {
  const place = privatePlace(context, peer.PurgePrivateState.deserializeBinary(payload), 'write');
  if (!place) throw new Error('only applicable for private data');
  context.invocation.simulator.putPrivate(place, NO_BYTES, true);
}

function getStateMetadata(context: TransactionContext, payload: Uint8Array): Uint8Array {
  const request = peer.GetStateMetadata.deserializeBinary(payload);
  const { simulator } = context.invocation;
  const place = privatePlace(context, request, 'read');
  const metadata = place
    ? simulator.getPrivateMetadata(place)
    : simulator.getMetadata(context.namespace, request.getKey());
  const result = new peer.StateMetadataResult();
  for (const [name, value] of metadata) {
    const entry = new peer.StateMetadata();
    entry.setMetakey(name);
    entry.setValue(value);
    result.addEntries(entry);
  }
  return encode(result);
}

function putStateMetadata(context: TransactionContext, payload: Uint8Array): undefined {
  const request = peer.PutStateMetadata.deserializeBinary(payload);
  const metadata = request.getMetadata();
  const entries: MetadataEntry[] = metadata
    ? [{ name: metadata.getMetakey(), value: metadata.getValue_asU8() }]
    : [];
  const { simulator } = context.invocation;
  const place = privatePlace(context, request, 'write');
  if (place) simulator.putPrivateMetadata(place, entries);
  else simulator.putMetadata(context.namespace, request.getKey(), entries);
}

async function answer(context: TransactionContext, query: QueryResults): Promise<Uint8Array> {
  context.queries.set(query.id, query);
  const { response, isLast } = await query.nextBatch();
  if (isLast) context.queries.delete(query.id);
  return response;
}

function getStateByRange(context: TransactionContext, payload: Uint8Array): Promise<Uint8Array> {
  const request = peer.GetStateByRange.deserializeBinary(payload);
  const { namespace } = context;
  const { simulator } = context.invocation;
  const collection = request.getCollection();
  const bounds = { start: request.getStartkey(), end: request.getEndkey() };
  if (collection !== '') {
    requireAccess(context, collection, 'read');
    const reader = simulator.privateRange(namespace, collection, bounds);
    return answer(context, new QueryResults(randomUUID(), rangeSource(namespace, reader), WHOLE_QUERY));
  }
  const page = peer.QueryMetadata.deserializeBinary(request.getMetadata_asU8());
  const isPaged = page.getPagesize() !== 0 || page.getBookmark() !== '';
  const reader = isPaged
    ? simulator.range(namespace, { ...bounds, start: page.getBookmark() || bounds.start }, page.getPagesize())
    : simulator.range(namespace, bounds);
  const limits: QueryLimits = { isPaged, maxResults: pageLimit(page.getPagesize()) };
  return answer(context, new QueryResults(randomUUID(), rangeSource(namespace, reader), limits));
}

function pageLimit(pageSize: number): number {
  return pageSize > 0 && pageSize < QUERY_RESULTS_MAX ? pageSize : QUERY_RESULTS_MAX;
}

function getHistoryForKey(context: TransactionContext, payload: Uint8Array): Promise<Uint8Array> {
  const request = peer.GetHistoryForKey.deserializeBinary(payload);
  const entries = context.invocation.history.history(context.namespace, request.getKey());
  return answer(context, new QueryResults(randomUUID(), historySource(entries), WHOLE_QUERY));
}

function getQueryResult(context: TransactionContext, payload: Uint8Array): never {
  const collection = peer.GetQueryResult.deserializeBinary(payload).getCollection();
  if (collection !== '') requireAccess(context, collection, 'read');
  throw new Error('ExecuteQuery not supported for leveldb');
}

function queryStateNext(context: TransactionContext, payload: Uint8Array): Promise<Uint8Array> {
  const query = context.queries.get(peer.QueryStateNext.deserializeBinary(payload).getId());
  if (!query) throw new Error('query iterator not found');
  return answer(context, query);
}

async function queryStateClose(context: TransactionContext, payload: Uint8Array): Promise<Uint8Array> {
  const id = peer.QueryStateClose.deserializeBinary(payload).getId();
  const query = context.queries.get(id);
  context.queries.delete(id);
  await query?.close();
  const response = new peer.QueryResponse();
  response.setId(id);
  return encode(response);
}

async function invokeChaincode(context: TransactionContext, payload: Uint8Array): Promise<Uint8Array> {
  const spec = peer.ChaincodeSpec.deserializeBinary(payload);
  const [versioned = '', channel] = (spec.getChaincodeId()?.getName() ?? '').split('/');
  if (channel && channel !== context.invocation.channel.name) {
    throw new Error(`failed to find ledger for channel: ${channel}`);
  }
  const [chaincode = ''] = versioned.split(':');
  try {
    return encode(await context.invoke(chaincode, spec.getInput() ?? new peer.ChaincodeInput()));
  } catch (error) {
    throw new Error(`execute failed: ${(error as Error).message}`, { cause: error });
  }
}
