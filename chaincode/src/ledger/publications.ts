// SPDX-License-Identifier: Apache-2.0
import type { ParsedEnvelope } from '../model/envelope.js';
import { implicitCollection, publicationKey, tombstoneKey } from '../model/keys.js';
import type { OriginProof, Standing } from '../model/publication-rules.js';
import type { ListedPublication } from '../model/publish-list.js';
import { isValueNotHere } from './peer-refusals.js';
import { present, type Stub } from './stub.js';

/** Writes publications: envelopes for all, sealed bytes into the publisher's own collection. */
export async function putPublications(stub: Stub, publications: readonly ListedPublication[]): Promise<void> {
  for (const { envelope, id, bytes, sealed } of publications) {
    await stub.putState(publicationKey(envelope.p, id), bytes);
    await stub.putPrivateData(implicitCollection(envelope.p), id, sealed);
  }
}

/** The envelope that now stands under the public key, which anybody may have written. */
export async function readEnvelope(stub: Stub, publisher: string, id: string): Promise<Buffer | undefined> {
  return present(await stub.getState(publicationKey(publisher, id)));
}

/**
 * What the publisher's collection proves of a publication; only its own peers can have written there, so
 * existence is asked here and never of the public key.
 */
export async function readOriginProof(stub: Stub, publisher: string, id: string): Promise<OriginProof> {
  const collection = implicitCollection(publisher);
  const tombstoneHash = present(await stub.getPrivateDataHash(collection, tombstoneKey(id)));
  if (tombstoneHash !== undefined) return { tombstoneHash };
  const sealedHash = present(await stub.getPrivateDataHash(collection, id));
  return sealedHash === undefined ? {} : { sealedHash };
}

/** What the publishers' collections prove of each of these envelopes. */
export async function readStandings(stub: Stub, envelopes: readonly ParsedEnvelope[]): Promise<Standing[]> {
  const standings: Standing[] = [];
  for (const parsed of envelopes) {
    standings.push({ parsed, proof: await readOriginProof(stub, parsed.envelope.p, parsed.id) });
  }
  return standings;
}

/** The sealed bytes of a publication of the peer's own organisation, where this peer holds them. */
export async function readSealedBytes(stub: Stub, id: string): Promise<Buffer | undefined> {
  try {
    return present(await stub.getPrivateData(implicitCollection(stub.getMspID()), id));
  } catch (error) {
    if (isValueNotHere(error)) return undefined;
    throw error;
  }
}

/** Removes the sealed bytes and their history from the publisher's peers and leaves the tombstone. */
export async function purgePublication(
  stub: Stub,
  { envelope, id }: ParsedEnvelope,
  sealedHash: Buffer,
): Promise<void> {
  const collection = implicitCollection(envelope.p);
  await stub.purgePrivateData(collection, id);
  await stub.putPrivateData(collection, tombstoneKey(id), sealedHash);
}
