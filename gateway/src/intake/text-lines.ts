// SPDX-License-Identifier: Apache-2.0
import { LINE_CHARS_MAX } from '../limits.js';
import { readText, type Charset } from './text-decoding.js';

/**
 * Reads the lines of a text file, some at a time. A line that is longer than `LINE_CHARS_MAX` comes cut to one
 * character more, by which it is known.
 *
 * @throws GatewayError INVALID_REQUEST with fault NOT_TEXT
 */
export async function* textLines(path: string, charset: Charset): AsyncGenerator<readonly string[]> {
  let rest = '';
  for await (const piece of readText(path, charset)) {
    const lines = piece.split('\n');
    lines[0] = joined(rest, lines[0] ?? '');
    rest = lines.pop() ?? '';
    yield lines;
  }
  if (rest !== '') yield [rest];
}

/** What is cut already stays as it is: a file of one line must not be copied with each of its pieces. */
function joined(rest: string, more: string): string {
  return rest.length > LINE_CHARS_MAX ? rest : (rest + more).slice(0, LINE_CHARS_MAX + 1);
}
