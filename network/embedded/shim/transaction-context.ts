// SPDX-License-Identifier: Apache-2.0
import type { Channel } from '../channel/channel.js';
import type { peer } from '../protos/index.js';
import type { Simulator } from '../simulation/simulator.js';
import type { HistoryReader } from '../storage/history.js';
import type { QueryResults } from './query-results.js';

/** The transaction on whose behalf chaincode runs. */
export interface Invocation {
  readonly transactionId: string;
  readonly channel: Channel;
  readonly signedProposal: peer.SignedProposal;
  /** Serialized identity of the client. */
  readonly creator: Uint8Array;
  readonly simulator: Simulator;
  readonly history: HistoryReader;
}

/** What the creator of a transaction may do in a collection. */
export interface Access {
  readonly read: boolean;
  readonly write: boolean;
}

/** One execution of a chaincode inside a transaction. */
export interface TransactionContext {
  readonly invocation: Invocation;
  /** Name of the chaincode, which is the namespace of its state. */
  readonly namespace: string;
  readonly queries: Map<string, QueryResults>;
  readonly access: Map<string, Access>;
  /** Runs another chaincode in the same transaction. */
  readonly invoke: (chaincode: string, input: peer.ChaincodeInput) => Promise<peer.ChaincodeMessage>;
}

/** Whether reading or writing is asked for. */
export type AccessMode = keyof Access;

/**
 * Makes sure that the creator may touch the collection (core/common/privdata/store.go).
 * @throws Error when the collection is unknown or members only.
 */
export function requireAccess(context: TransactionContext, collection: string, mode: AccessMode): void {
  let access = context.access.get(collection);
  if (!access) context.access.set(collection, (access = findAccess(context, collection)));
  if (access[mode]) return;
  throw new Error(
    `tx creator does not have ${mode} access permission on privatedata in ` +
      `chaincodeName:${context.namespace} collectionName: ${collection}`,
  );
}

function findAccess({ invocation, namespace }: TransactionContext, collection: string): Access {
  const { channel, simulator, creator } = invocation;
  simulator.readLifecycle(namespace, 'collections');
  const found = channel.collection(namespace, collection);
  if (!found) throw new Error(`collection ${channel.name}/${namespace}/${collection} could not be found`);
  const { memberOnlyRead, memberOnlyWrite } = found;
  if (!memberOnlyRead && !memberOnlyWrite) return { read: true, write: true };
  const identity = channel.config.msps.deserialize(creator);
  if (identity && found.members.evaluate([identity])) return { read: true, write: true };
  return { read: !memberOnlyRead, write: !memberOnlyWrite };
}
