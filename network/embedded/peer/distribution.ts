// SPDX-License-Identifier: Apache-2.0
import type { Channel } from '../channel/channel.js';
import type { Collection } from '../channel/collection.js';
import type { PrivateSet } from '../simulation/read-write-set.js';
import type { PeerStore } from '../storage/peer-store.js';

/** A peer that can take private data. */
export interface PrivateDataHolder {
  readonly mspId: string;
  readonly store: PeerStore;
}

/** What hands out private data at endorsement. */
export interface DistributionParts {
  readonly channel: Channel;
  readonly own: PrivateDataHolder;
  /** Running peers of the other organisations. */
  readonly others: readonly PrivateDataHolder[];
  /** Present height, for the sweep of what is never committed. */
  readonly height: number;
}

/**
 * Gives private data to the endorsing peer and to as many members as the collection says, before the endorsement goes
 * out (gossip/privdata/distributor.go).
 * @throws Error when fewer members than required can be reached.
 */
export async function distribute(
  parts: DistributionParts,
  transactionId: string,
  sets: readonly PrivateSet[],
): Promise<void> {
  const gifts = new Map<PrivateDataHolder, PrivateSet[]>([[parts.own, [...sets]]]);
  for (const set of sets) {
    const collection = parts.channel.collection(set.namespace, set.collection);
    if (!collection) continue;
    for (const holder of receivers(parts, set, collection)) {
      gifts.set(holder, [...(gifts.get(holder) ?? []), set]);
    }
  }
  await Promise.all(
    [...gifts].map(([{ store }, some]) => store.keepTransient(transactionId, parts.height, some)),
  );
}

function receivers(
  { others }: DistributionParts,
  { namespace }: PrivateSet,
  { name, memberOrganisations, requiredPeerCount, maxPeerCount }: Collection,
): PrivateDataHolder[] {
  const eligible = others.filter(({ mspId }) => memberOrganisations.has(mspId));
  if (eligible.length < requiredPeerCount) {
    throw new Error(
      `could not build private data dissemination plan for chaincode ${namespace} and collection ${name}: ` +
        `required to disseminate to at least ${requiredPeerCount} peers, ` +
        `but know of only ${eligible.length} eligible peers`,
    );
  }
  return eligible.slice(0, maxPeerCount);
}
