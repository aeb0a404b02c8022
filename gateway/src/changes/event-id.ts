// SPDX-License-Identifier: Apache-2.0

/** A place in the order in which this gateway held things: the number of an event, valid within one epoch. */
export interface EventPlace {
  /** The store's epoch; a restore from a back-up begins another one. */
  readonly epoch: number;
  readonly seq: number;
}

const eventIdForm = /^(0|[1-9]\d{0,15})\.([1-9]\d{0,15})$/;

/** Writes the id of an event. */
export function eventId({ epoch, seq }: EventPlace): string {
  return `${epoch}.${seq}`;
}

/** Reads `<epoch>.<seq>`; `undefined` for every other text. */
export function parseEventId(id: string): EventPlace | undefined {
  const match = eventIdForm.exec(id);
  return match === null ? undefined : { epoch: Number(match[1]), seq: Number(match[2]) };
}
