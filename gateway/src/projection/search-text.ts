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

/** One word of a search. */
export interface SearchWord {
  /** Quoted, so that nothing that a caller types is an operator of FTS5. */
  readonly phrase: string;
  /** Whether it may also be the beginning of a longer word. */
  readonly opens: boolean;
}

/** The words of a search, all of which must occur; none when the text holds no word at all. */
export function searchWords(search: string): readonly SearchWord[] {
  const phrases: SearchWord[] = [];
  for (const [text] of search.slice(0, SEARCH_CHARS_MAX).matchAll(word)) {
    let at = 0;
    for (const run of text.matchAll(unspaced)) {
      phrases.push(...latin(text.slice(at, run.index)), unspacedPhrase(run[0]));
      at = run.index + run[0].length;
    }
    phrases.push(...latin(text.slice(at)));
  }
  return phrases.slice(0, SEARCH_WORDS_MAX);
}

/**
 * A search as FTS5 understands it. For beginnings it lists all that begins so before the first answer, while the
 * records of a whole word are walked only as far as they are wanted; so a frequent word stands for itself alone.
 */
export function matchExpression(
  words: readonly SearchWord[],
  isFrequent: (phrase: string) => boolean,
): string {
  return words
    .map(({ phrase, opens }) => (opens && !isFrequent(phrase) ? `${phrase} *` : phrase))
    .join(' AND ');
}

function latin(text: string): readonly SearchWord[] {
  return text === '' ? [] : [{ phrase: `"${text}"`, opens: true }];
}

function unspacedPhrase(run: string): SearchWord {
  const list = pairs(run);
  return list.length === 0
    ? { phrase: `"${run}"`, opens: true }
    : { phrase: `"${list.join(' ')}"`, opens: false };
}

function pairs(run: string): readonly string[] {
  const characters = Array.from(run);
  return characters.slice(1).map((character, i) => `${characters[i] ?? ''}${character}`);
}

function lastCharacter(run: string): string {
  return Array.from(run).at(-1) ?? '';
}
