// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import { unwrap } from '@chainshare/gateway/internal/sealing/own-wrap.js';
import type { SealRequest } from '@chainshare/gateway/internal/sealing/seal.js';
import type { SealedBytes } from '@chainshare/gateway/internal/sealing/sealed-bytes.js';
import { pairKey, tag } from '@chainshare/gateway/internal/sealing/tags.js';
import { text, type Enterprise } from './cast.js';

/** What one reader derives and gets from a publication. */
export function unwrapped(reader: Enterprise, request: SealRequest, sealed: SealedBytes): JsonObject {
  const { a, r, t } = sealed.envelope.fields;
  const key = pairKey(reader.keyPair, request.keyPair.publicKey) as Buffer;
  const own = tag(key, { p: request.publisher, q: reader.mspId, a, r });
  const index = t.findIndex((other) => own.equals(other));
  const slots = unwrap(sealed, reader, index);
  return {
    mspId: reader.mspId,
    K_AB: text(key),
    tag: text(own),
    index,
    granted: Object.keys(slots.sectionKeys),
    epoch: slots.epoch,
    counter: String(slots.counter),
    purpose: slots.purpose,
    until: slots.until,
  };
}
