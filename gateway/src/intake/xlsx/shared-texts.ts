// SPDX-License-Identifier: Apache-2.0
import type { Archive } from './archive.js';
import { SHARED_TEXT_BYTES_MAX } from './limits.js';
import { TextPool } from './text-pool.js';
import { readXml, type XmlHandlers } from './xml.js';

/** Escaped characters that XML cannot hold, `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
const escapeForm = /_x([0-9A-Fa-f]{4})_/g;

/** Half a character, which no record can hold. */
const halfForm = /\p{Surrogate}/u;

/** The text that a part means; one in which half a character is escaped means itself. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  const meant = text.replace(escapeForm, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return halfForm.test(meant) ? text : meant;
}

/**
 * Reads the texts that cells share (ECMA-376 part 1, 18.4.9). Pieces of one text in several fonts are joined;
 * the sound of a text (`rPh`) is not part of it.
 */
export async function readSharedTexts(archive: Archive, part: string | undefined): Promise<TextPool> {
  const pool = new TextPool();
  if (part === undefined) return pool;
  const texts = readXml<string>(archive.stream(part, SHARED_TEXT_BYTES_MAX), textHandlers);
  for await (const some of texts) for (const text of some) pool.add(text);
  return pool;
}

function textHandlers(put: (text: string) => void): XmlHandlers {
  let text = '';
  let [isText, isSound] = [false, false];
  return {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') isSound = true;
      isText = name === 't' && !isSound;
    },
    text(piece) {
      if (isText) text += piece;
    },
    close(name) {
      isText = false;
      if (name === 'rPh') isSound = false;
      if (name === 'si') put(unescapeText(text));
    },
  };
}
