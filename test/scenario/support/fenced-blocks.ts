// SPDX-License-Identifier: Apache-2.0
import { filesBelow } from '../../unit/project/sources.js';

/** A fenced block of a document (CommonMark section 4.5). */
export interface FencedBlock {
  /** The document, with forward slashes from the root. */
  readonly file: string;
  /** What stands behind the fence; empty for plain text. */
  readonly language: string;
  readonly text: string;
}

/** Every fenced block of the README and of what stands beside and below it. */
export function fencedBlocks(): readonly FencedBlock[] {
  return filesBelow('.', '.md').flatMap(({ name: file, text }) =>
    [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', block = '']) => ({
      file,
      language,
      text: block,
    })),
  );
}

/** The commands of a block of sh, each as its words. */
export function commandsOf({ text }: FencedBlock): readonly (readonly string[])[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => line.split(' '));
}
