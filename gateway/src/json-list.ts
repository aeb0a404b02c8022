// SPDX-License-Identifier: Apache-2.0

/** A list of JSON values that is too long to be held at once: its text is made while it is sent. */
export class JsonList {
  readonly #pieces: AsyncIterable<Uint8Array>;

  /** @param pieces - JSON texts in UTF-8 of one or more elements each, divided by commas, without brackets */
  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces;
  }

  /** The JSON text of the list, piece by piece. */
  async *text(): AsyncGenerator<string | Uint8Array> {
    let before = '[';
    for await (const piece of this.#pieces) {
      yield before;
      yield piece;
      before = ',';
    }
    yield before === '[' ? '[]' : ']';
  }
}
