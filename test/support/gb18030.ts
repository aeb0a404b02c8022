// SPDX-License-Identifier: Apache-2.0

let table: ReadonlyMap<string, Buffer> | undefined;

/** Encodes a text of characters that GB18030 writes in one or two bytes, which all of simplified Chinese are. */
export function gb18030(text: string): Buffer<ArrayBuffer> {
  table ??= twoByteTable();
  return Buffer.concat(
    Array.from(text, (char) => {
      const bytes = char.charCodeAt(0) < 0x80 ? Buffer.from(char, 'latin1') : table?.get(char);
      if (bytes === undefined)
        throw new Error(`GB18030 writes U+${char.codePointAt(0)?.toString(16) ?? ''} longer`);
      return bytes;
    }),
  );
}

/** The decoder of the platform, read backwards: the platform has no encoder. */
function twoByteTable(): ReadonlyMap<string, Buffer> {
  const decoder = new TextDecoder('gb18030');
  const found = new Map<string, Buffer>();
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      if (low === 0x7f) continue;
      const bytes = Buffer.from([high, low]);
      found.set(decoder.decode(bytes), bytes);
    }
  }
  return found;
}
