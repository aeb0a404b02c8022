// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** A text that was found where it may not be. */
export interface Hit {
  /** Path below the folder that was searched, with `/` between its parts. */
  readonly file: string;
  readonly text: string;
  /** How it was written there. */
  readonly form: string;
}

/** What {@link searchFiles} went through and what it found. */
export interface Search {
  readonly hits: readonly Hit[];
  readonly files: readonly string[];
}

/** Searches every file below a folder, and its name, for texts in every form in which stores write text. */
export async function searchFiles(
  folder: string,
  texts: readonly string[],
  isSearched: (file: string) => boolean = () => true,
): Promise<Search> {
  const needles = texts.flatMap((text) => formsOf(text).map((form) => ({ text, ...form })));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .filter(isSearched);
  const hits: Hit[] = [];
  for (const file of files) {
    const bytes = Buffer.concat([Buffer.from(`${file}\n`), await readFile(path.join(folder, file))]);
    for (const { text, form, needle } of needles) {
      if (bytes.includes(needle)) hits.push({ file, text, form });
    }
  }
  return { hits, files };
}

interface Form {
  readonly form: string;
  readonly needle: Buffer;
}

function formsOf(text: string): readonly Form[] {
  const bytes = Buffer.from(text);
  const hex = bytes.toString('hex');
  return [
    { form: 'plain', needle: bytes },
    { form: 'UTF-16', needle: Buffer.from(text, 'utf16le') },
    { form: 'hex', needle: Buffer.from(hex) },
    { form: 'hex in upper case', needle: Buffer.from(hex.toUpperCase()) },
    { form: 'percent-encoded', needle: Buffer.from(encodeURIComponent(text)) },
    ...[0, 1, 2].flatMap((shift) => base64Forms(bytes, shift)),
  ];
}

/** Base64 writes three bytes as four characters, so it depends on how many bytes stand before. */
function base64Forms(bytes: Buffer, shift: number): readonly Form[] {
  const shifted = Buffer.concat([Buffer.alloc(shift), bytes]);
  const whole = shifted.subarray(0, shifted.length - (shifted.length % 3));
  // The first group shares bits with what stands before it.
  const start = shift === 0 ? 0 : 4;
  return (['base64', 'base64url'] as const).map((encoding) => ({
    form: encoding,
    needle: Buffer.from(whole.toString(encoding).slice(start)),
  }));
}
