// SPDX-License-Identifier: Apache-2.0

/**
 * What a peer says of a collection that does not exist for a chaincode: the organisation was removed from
 * the channel, and its implicit collection with it. Fabric gives no code for it.
 */
const noSuchCollection = /not defined in the collection config/;

/** What a peer says when it knows the hash of a private value, but has not received the value (yet). */
const valueNotHere = /private data matching public hash version is not available/;

/** Whether the peer refused because the collection's organisation has left the channel. */
export function isNoSuchCollection(error: unknown): boolean {
  return error instanceof Error && noSuchCollection.test(error.message);
}

/** Whether the peer refused because it does not hold the private value. */
export function isValueNotHere(error: unknown): boolean {
  return error instanceof Error && valueNotHere.test(error.message);
}
