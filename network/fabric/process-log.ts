// SPDX-License-Identifier: Apache-2.0
import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { LOG_BYTES_MAX, REASON_BYTES, REASON_LINES } from './limits.js';

/** Opens a log for a process that starts, for adding to it; one that has grown too long is put aside, over the one before. */
export function openLog(file: string): number {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES_MAX) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

/** Why a process failed, as the end of its log tells: the last lines before a stack trace, without colours. */
export function reasonIn(file: string): readonly string[] {
  const lines = stripVTControlCharacters(endOf(file))
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !/^\s+at /.test(line));
  // Go prints its stack after this line; what led to it stands above.
  const crash = lines.findLastIndex((line) => /^(panic|fatal error): /.test(line));
  const told = crash === -1 ? lines : lines.slice(0, crash + 1);
  return told.slice(-REASON_LINES);
}

function endOf(file: string): string {
  let log: number;
  try {
    log = openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
  try {
    const from = Math.max(0, fstatSync(log).size - REASON_BYTES);
    const end = Buffer.alloc(REASON_BYTES);
    return end.toString('utf8', 0, readSync(log, end, 0, REASON_BYTES, from));
  } finally {
    closeSync(log);
  }
}
