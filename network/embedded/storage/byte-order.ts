// SPDX-License-Identifier: Apache-2.0

/**
 * Compares two strings by their UTF-8 bytes, the order of keys in Fabric. JavaScript compares UTF-16 units, which
 * differs above U+FFFF: surrogates must sort after everything else.
 */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const x = a.charCodeAt(at);
    const y = b.charCodeAt(at);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/** The values of a map in the UTF-8 order of its keys. */
export function valuesInOrder<T>(map: ReadonlyMap<string, T>): T[] {
  return [...map].sort(([a], [b]) => compareUtf8(a, b)).map(([, value]) => value);
}
