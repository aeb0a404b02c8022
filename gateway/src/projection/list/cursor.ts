// SPDX-License-Identifier: Apache-2.0
import { cursorText } from '../cursor-text.js';
import type { PageStart } from './list-args.js';

const form = /^1:(\d{1,15}):(\d{1,16}):([0-9a-f]{16})$/;

/** Writes the cursor of the next page: opaque to callers, and good only for the same query. */
export function encodeCursor({ asOfBlock, before }: PageStart, queryHash: string): string {
  return Buffer.from(`1:${asOfBlock}:${before}:${queryHash}`, 'ascii').toString('base64url');
}

/**
 * Reads a cursor.
 *
 * @returns `undefined` for one that was not made by {@link encodeCursor} for this query
 */
export function decodeCursor(cursor: string, queryHash: string): PageStart | undefined {
  const match = form.exec(cursorText(cursor));
  if (match?.[3] !== queryHash) return undefined;
  return { asOfBlock: Number(match[1]), before: Number(match[2]) };
}
