// SPDX-License-Identifier: Apache-2.0

/** One source of candidates. `r` is the record; candidates end below `@before`. */
export interface Arm {
  readonly from: string;
  readonly where: string;
  /** column that orders as the record's number does */
  readonly n: string;
}

/** One condition of a list. Each can check a record, and each can lead the search instead. */
export interface Criterion {
  /** records that meet it, as far as it was counted */
  readonly rows: number;
  /** whether its candidates come newest first without being sorted */
  readonly ordered: boolean;
  /** whether two arms may give one record */
  readonly overlapping?: boolean;
  /** whether it has to lead, however rare others are */
  readonly leads?: true;
  readonly arms: readonly Arm[];
  /** SQL that checks the record `r`; null where that is not needed, since it holds for all or leads always */
  readonly condition: string | null;
  readonly parameters: Readonly<Record<string, string | number | bigint>>;
}
