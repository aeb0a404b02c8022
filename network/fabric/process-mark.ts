// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';

/** Names one process for good: a pid alone is reused, a pid with its start time is not. */
export interface ProcessMark {
  readonly pid: number;
  /** Start time in clock ticks since boot (Linux), or empty where the system does not tell. */
  readonly started: string;
}

/** Fields of `/proc/<pid>/stat` after the command name (proc(5)): the state, and the start time. */
const STATE_FIELD = 0;
const START_TIME_FIELD = 19;

function statOf(pid: number): readonly string[] {
  try {
    // The command name (field 2) may hold blanks and brackets, so fields are counted after the last bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

/** The start time of a running process, or undefined when there is none of that pid. */
function startTime(pid: number): string | undefined {
  const fields = statOf(pid);
  return fields[STATE_FIELD] === 'Z' ? undefined : fields[START_TIME_FIELD];
}

/** The mark of a process that runs now. */
export function markOf(pid: number): ProcessMark {
  return { pid, started: startTime(pid) ?? '' };
}

/** The mark of this process. */
export function thisProcess(): ProcessMark {
  return markOf(process.pid);
}

/** Whether exactly that process still runs. */
export function isAlive(mark: ProcessMark): boolean {
  return mark.started !== '' && startTime(mark.pid) === mark.started;
}

/** Whether a process is suspended (SIGSTOP): it is there and does nothing. */
export function isHung(pid: number): boolean {
  return statOf(pid)[STATE_FIELD] === 'T';
}
