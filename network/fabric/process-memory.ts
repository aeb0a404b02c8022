// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';

/** Memory of one process, in bytes. */
export interface ProcessMemory {
  /** Resident now. */
  readonly resident: number;
  /** The most it was since its start. */
  readonly peak: number;
}

/** What a running process occupies, as Linux tells in `/proc/<pid>/status` (proc(5)); undefined where nothing tells. */
export function memoryOf(pid: number): ProcessMemory | undefined {
  let status: string;
  try {
    status = readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return undefined;
  }
  const resident = kilobytes(status, 'VmRSS');
  const peak = kilobytes(status, 'VmHWM');
  if (resident === undefined || peak === undefined) return undefined;
  return { resident: resident * 1024, peak: peak * 1024 };
}

function kilobytes(status: string, field: string): number | undefined {
  const found = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
  return found === undefined ? undefined : Number(found);
}
