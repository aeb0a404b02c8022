// SPDX-License-Identifier: Apache-2.0
/** One event as the store gives it. */
export interface StoredChange {
  readonly epoch: number;
  readonly seq: number;
  readonly type: string;
  /** RFC 3339, UTC */
  readonly time: string;
  readonly subject: string;
  readonly kind: string | null;
  /** JSON */
  readonly data: string;
}

/** An arrival with what the projection knows of its publication. */
export interface ArrivedPublication {
  readonly publication: string;
  readonly n: number;
  readonly kind: string;
  readonly seq: number;
  readonly epoch: number;
  readonly type: string;
  readonly records: number;
  readonly time: string;
}
