// SPDX-License-Identifier: Apache-2.0
import { isMspId, isPublicationId } from './words.js';

/** Name under which the chaincode keeps publications: any one organisation endorses. */
export const recordsNamespace = 'records';

/** Name under which the same chaincode keeps the registers: a majority of organisations endorses. */
export const registersNamespace = 'registers';

const publicationPrefix = 'pub~';
const memberPrefix = 'member~';
const proposalPrefix = 'proposal~';
const collectionPrefix = '_implicit_org_';

/** Public key that holds the envelope of a publication. */
export function publicationKey(publisher: string, id: string): string {
  return `${publicationPrefix}${publisher}~${id}`;
}

/** Publisher and id named by a public key, or `undefined` when the key is not one of a publication. */
export function parsePublicationKey(key: string): { publisher: string; id: string } | undefined {
  if (!key.startsWith(publicationPrefix)) return undefined;
  const [publisher = '', id = '', ...rest] = key.slice(publicationPrefix.length).split('~');
  return rest.length === 0 && isMspId(publisher) && isPublicationId(id) ? { publisher, id } : undefined;
}

/** Private key that remains, in the publisher's own collection, of a publication that was purged. */
export function tombstoneKey(id: string): string {
  return `tomb~${id}`;
}

/** The collection that only peers of this organisation can write: the proof of origin rests on it. */
export function implicitCollection(mspId: string): string {
  return collectionPrefix + mspId;
}

/** Organisation of an implicit collection, or `undefined` for a collection of another sort. */
export function implicitCollectionOwner(collection: string): string | undefined {
  return collection.startsWith(collectionPrefix) ? collection.slice(collectionPrefix.length) : undefined;
}

/** Register key of a member. */
export function memberKey(mspId: string): string {
  return memberPrefix + mspId;
}

/** Member named by a register key, or `undefined` when the key is not one of a member. */
export function parseMemberKey(key: string): string | undefined {
  return key.startsWith(memberPrefix) ? key.slice(memberPrefix.length) : undefined;
}

/** Register key of a proposal. */
export function proposalKey(id: string): string {
  return proposalPrefix + id;
}

/** Proposal named by a register key, or `undefined` when the key is not one of a proposal. */
export function parseProposalKey(key: string): string | undefined {
  return key.startsWith(proposalPrefix) ? key.slice(proposalPrefix.length) : undefined;
}

/**
 * Register key that names the one open proposal which would change the channel configuration: two at a
 * time would each be signed against a configuration that the other is about to replace.
 */
export const configurationProposalKey = 'open~configuration';
