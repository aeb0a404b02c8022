// SPDX-License-Identifier: Apache-2.0
import type { Page, RecordView } from '../services.js';

/** Asks for the page that begins at a cursor. */
export type AskPage = (cursor: string) => Promise<Page<RecordView>>;

/**
 * Every page of a list, the next one asked for when the one before was sent: an export of any length takes the memory
 * of one page, and all of it is as of the block of the first.
 */
export async function* recordPages(
  first: Page<RecordView>,
  ask: AskPage,
): AsyncGenerator<readonly RecordView[]> {
  let page = first;
  for (;;) {
    yield page.data;
    if (page.next === null) return;
    page = await ask(page.next);
  }
}
