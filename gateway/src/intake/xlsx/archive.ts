// SPDX-License-Identifier: Apache-2.0
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { ENTRIES_MAX, PART_BYTES_MAX, RATIO_FREE_BYTES, RATIO_MAX, UNPACKED_BYTES_MAX } from './limits.js';
import { workbookRefused } from './refusal.js';

/** First bytes of the container of Office before 2007, and of workbooks with a password today. */
const OLE_MAGIC = 'd0cf11e0a1b11ae1';

/** The files of a workbook (ZIP, APPNOTE 6.3.10), checked before the first of them is unpacked. */
export class Archive {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  /**
   * Opens an archive on disk. Sizes are taken from its directory; unpacking ends with an error where a file turns
   * out to be larger than that, so nothing is unpacked that was not allowed here.
   *
   * @throws GatewayError INVALID_REQUEST with fault NOT_XLSX, ENCRYPTED, MACROS, ZIP_BOMB or TOO_LARGE
   */
  static async open(path: string): Promise<Archive> {
    if ((await firstBytes(path)) === OLE_MAGIC) throw workbookRefused('ENCRYPTED');
    const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(() => {
      throw workbookRefused('NOT_XLSX');
    });
    try {
      return new Archive(zip, await entriesOf(zip));
    } catch (error) {
      zip.close();
      throw error;
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /**
   * A part as text, held whole.
   *
   * @throws GatewayError INVALID_REQUEST with fault NOT_XLSX or TOO_LARGE
   */
  async text(name: string): Promise<string> {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw workbookRefused('NOT_XLSX');
    if (entry.uncompressedSize > PART_BYTES_MAX) throw workbookRefused('TOO_LARGE');
    const chunks: Buffer[] = [];
    for await (const chunk of this.stream(name)) chunks.push(chunk);
    return utf8(Buffer.concat(chunks));
  }

  /** A part piece by piece, as fast as it is read. */
  async *stream(name: string, bytesMax = UNPACKED_BYTES_MAX): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw workbookRefused('NOT_XLSX');
    if (entry.uncompressedSize > bytesMax) throw workbookRefused('TOO_LARGE');
    let stream: Readable | undefined;
    try {
      stream = await this.#zip.openReadStreamPromise(entry);
      for await (const chunk of stream) yield chunk as Buffer;
    } catch {
      throw workbookRefused('NOT_XLSX');
    } finally {
      stream?.destroy();
    }
  }

  /** Closes the file; what is being read ends with an error. */
  close(): void {
    this.#zip.close();
  }
}

async function firstBytes(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return buffer.subarray(0, bytesRead).toString('hex');
  } finally {
    await file.close();
  }
}

/** Reads the directory up to the limits. Two files of one name could show one table to people and another to us. */
async function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > ENTRIES_MAX) throw workbookRefused('TOO_LARGE');
  const entries = new Map<string, Entry>();
  let [packed, unpacked] = [0, 0];
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.has(entry.fileName)) throw workbookRefused('NOT_XLSX');
      entries.set(entry.fileName, entry);
      packed += entry.compressedSize;
      unpacked += entry.uncompressedSize;
    }
  } catch {
    throw workbookRefused('NOT_XLSX');
  }
  const all = [...entries.values()];
  if (all.some((entry) => entry.isEncrypted())) throw workbookRefused('ENCRYPTED');
  // Files that lie over one another in the archive are more together than the archive itself.
  if (packed > zip.fileSize || all.some(isBomb)) throw workbookRefused('ZIP_BOMB');
  if (unpacked > UNPACKED_BYTES_MAX) throw workbookRefused('TOO_LARGE');
  if (all.some(({ fileName }) => macroForm.test(fileName))) throw workbookRefused('MACROS');
  return entries;
}

/** Programs of Visual Basic, and the sheets of commands that Excel 4 had. */
const macroForm = /(?:^|\/)(?:vbaProject[^/]*\.bin|macrosheets\/)/i;

function isBomb({ compressedSize, uncompressedSize }: Entry): boolean {
  return uncompressedSize > RATIO_FREE_BYTES && uncompressedSize > compressedSize * RATIO_MAX;
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw workbookRefused('NOT_XLSX');
  }
}
