// SPDX-License-Identifier: Apache-2.0
import type { Instant, JsonObject, Section } from '@chainshare/chaincode/model';
import type { Header } from '../sealing/header.js';

/** A publication of a block already projected, opened as far as it was granted. */
export interface OpenedPublication {
  /** id */
  readonly publication: string;
  readonly header: Header;
  /** values of the granted sections, in the order of the records */
  readonly sections: Readonly<Partial<Record<Section, readonly JsonObject[]>>>;
  /** salts of the identity values, 16 bytes each */
  readonly identitySalts: Uint8Array;
  readonly headerSalt: Uint8Array;
  /** bits of the sealed form */
  readonly purpose: number;
  /** unix seconds, 0 = none */
  readonly until: number;
  /** number of the arrival */
  readonly seq: number;
  /** RFC 3339, UTC */
  readonly receivedAt: string;
  /** what records of the future are compared with */
  readonly now: Instant;
}
