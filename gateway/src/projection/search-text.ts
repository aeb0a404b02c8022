// SPDX-License-Identifier: Apache-2.0
import { INDEXED_CHARS_MAX, SEARCH_CHARS_MAX, SEARCH_WORDS_MAX } from './limits.js';

/** Scripts written without blanks between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;

const word = /[\p{L}\p{N}\p{M}]+/gu;

/**
 * Text as it is indexed. Chinese has no blanks, so a run of characters becomes all its pairs and its last
 * character: 循环材料 → 循环 环材 材料 料. A run of three pairs is then found as a phrase, a word of two
 * characters as one pair, a single character as the beginning of a pair; trigrams would miss the last two.
 */
export function indexedText(texts: readonly string[]): string {
  return texts
    .join('\n')
    .slice(0, INDEXED_CHARS_MAX)
    .replace(unspaced, (run) => ` ${[...pairs(run), lastCharacter(run)].join(' ')} `);
}

/**
 * A search as FTS5 understands it: all words must occur, a Latin word also as the beginning of a longer one.
 * Every word is quoted, so nothing that a caller types is an operator.
 *
 * @returns `undefined` when the text holds no word at all
 */
export function matchExpression(search: string): string | undefined {
  const phrases: string[] = [];
  for (const [text] of search.slice(0, SEARCH_CHARS_MAX).matchAll(word)) {
    let at = 0;
    for (const run of text.matchAll(unspaced)) {
      phrases.push(...latin(text.slice(at, run.index)), unspacedPhrase(run[0]));
      at = run.index + run[0].length;
    }
    phrases.push(...latin(text.slice(at)));
  }
  return phrases.length === 0 ? undefined : phrases.slice(0, SEARCH_WORDS_MAX).join(' AND ');
}

function latin(text: string): readonly string[] {
  return text === '' ? [] : [`"${text}" *`];
}

function unspacedPhrase(run: string): string {
  const list = pairs(run);
  return list.length === 0 ? `"${run}" *` : `"${list.join(' ')}"`;
}

function pairs(run: string): readonly string[] {
  const characters = Array.from(run);
  return characters.slice(1).map((character, i) => `${characters[i] ?? ''}${character}`);
}

function lastCharacter(run: string): string {
  return Array.from(run).at(-1) ?? '';
}
