// SPDX-License-Identifier: Apache-2.0
import type { Kinds } from './generated/kinds.js';
import type { JsonObject } from './verify/index.js';

/** A kind of record that this version of the client knows the fields of. */
export type KindName = keyof Kinds;

/** Members that a record of any kind may have. */
export interface Reserved {
  /** Id of the older record that this one corrects; then `reason` says why. */
  readonly corrects?: string;
  readonly reason?: string;
  readonly note?: string;
}

/** A record to publish. For a kind that this version does not know, any object: the gateway validates it. */
export type Published<K extends string> = K extends KindName
  ? Kinds[K]['identity'] & Kinds[K]['details'] & Reserved
  : Readonly<Record<string, unknown>>;

/** The values of a received record: identity is always there, the rest as far as it was granted. */
export type ValuesOf<K extends string> = K extends KindName
  ? Kinds[K]['identity'] & Partial<Kinds[K]['details']> & Reserved
  : JsonObject;
