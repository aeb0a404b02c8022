// SPDX-License-Identifier: Apache-2.0
import { publicationId, type JsonObject } from '@chainshare/chaincode/model';
import { seal, type SealRequest } from '@chainshare/gateway/internal/sealing/seal.js';
import type { KeyPair } from '@chainshare/gateway/internal/sealing/x25519.js';
import { forge, type Departure, type Scene } from '../../vectors/sealed-form/forgery.js';
import type { LedgerPublication } from './actor.js';

/** When the attacker began to count. */
export const EPOCH = 1_795_000_000;

/** Identity values of a record of stock, valid by its schema. */
export function stock(product: string): JsonObject {
  return { product, location: 'WH1', direction: 'outbound', asOf: '2026-11-25T08:00:00Z' };
}

/** Quantity values that go with {@link stock}. */
export const amount: JsonObject = { quantity: '1200', unit: 'H87' };

/** A record of stock as callers of the gateway write it. */
export function stockRecord(product: string): JsonObject {
  return { ...stock(product), ...amount };
}

/** Asks for one record of stock to be sealed for the whole network. */
export function requestOf(
  publisher: string,
  keyPair: KeyPair,
  product: string,
  changes: Partial<SealRequest> = {},
): SealRequest {
  return {
    publisher,
    keyPair,
    kind: 'inventory',
    schema: 1,
    records: [{ identity: stock(product), quantity: amount }],
    onward: null,
    audience: 'network',
    recipients: [],
    self: { epoch: EPOCH, counter: 1n },
    follow: [],
    ...changes,
  };
}

/** One record of stock for the whole network, with the keys in clear: everybody could open it. */
export function toNetwork(...asked: Parameters<typeof requestOf>): LedgerPublication {
  const request = requestOf(...asked);
  const { id, envelope, sealed } = seal(request);
  return { id, publisher: request.publisher, envelope, sealed };
}

/** The publication of an encryption key, as a gateway makes it. */
export function keyPublication(
  publisher: string,
  keyPair: KeyPair,
  { version = 1, publicKey = keyPair.publicKey }: { version?: number; publicKey?: Uint8Array } = {},
): LedgerPublication {
  const identity: JsonObject = {
    version,
    publicKey: Buffer.from(publicKey).toString('base64url'),
    createdAt: '2026-11-25T07:00:00Z',
  };
  const publication = toNetwork(publisher, keyPair, '', {
    kind: 'key',
    records: [{ identity }],
    inline: true,
  });
  return { ...publication, sealed: Buffer.alloc(0) };
}

/** Who seals for whom, in a {@link crafted} publication. */
export type Between = Pick<Scene, 'publisher' | 'reader' | 'draw'> & { readonly counter: bigint };

/** Two records of stock for one reader, `<product>-1` and `<product>-2`, that depart from the rules in one place. */
export function crafted(product: string, between: Between, departure: Departure): LedgerPublication {
  const { counter, publisher, reader, draw } = between;
  const { envelope, sealed } = forge(product, departure, {
    publisher,
    reader,
    values: { identity: [stock(`${product}-1`), stock(`${product}-2`)], quantity: [amount, {}] },
    terms: { epoch: EPOCH, counter, purpose: 0, until: 0 },
    draw,
  });
  return { id: publicationId(envelope), publisher: publisher.mspId, envelope, sealed };
}
