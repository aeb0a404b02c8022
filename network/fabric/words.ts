// SPDX-License-Identifier: Apache-2.0
import type { ProcessMemory } from './process-memory.js';
import type { ProcessState, ProcessStatus } from './status.js';
import type { Restart } from './supervisor.js';

const STATES: Readonly<Record<ProcessState, string>> = {
  ready: 'ready 就绪',
  starting: 'starting 启动中',
  hung: 'suspended 已挂起',
  stopped: 'stopped 已停止',
  dead: 'dead 已退出',
};

const MEGABYTE = 1024 ** 2;

/** What a person reads when a process that died is started again. */
export function restartMessage({ name, reason, waitMs, attempt }: Restart): string {
  const seconds = waitMs / 1000;
  return [
    `${name} died and is started again in ${seconds} s (start ${attempt} in a row) 已退出，${seconds} 秒后重新启动`,
    ...reason.map((line) => `  ${line}`),
  ].join('\n');
}

/** Every process on a line: its name, how it is, its memory now and at most, and why it is not ready. */
export function statusTable(processes: readonly ProcessStatus[]): string {
  const width = Math.max(...processes.map(({ name }) => name.length));
  return processes
    .flatMap(({ name, state, memory, reason }) => [
      `${name.padEnd(width)}  ${memoryCell(memory)}  ${STATES[state]}`,
      ...reason.map((line) => `  ${line}`),
    ])
    .join('\n');
}

/** `47 MB now, 63 MB at most`, in columns. */
export function memoryCell(memory: ProcessMemory | undefined): string {
  const cell = (bytes: number | undefined): string =>
    (bytes === undefined ? '-' : `${Math.round(bytes / MEGABYTE)} MB`).padStart(7);
  return `${cell(memory?.resident)} (max ${cell(memory?.peak).trim()})`.padEnd(20);
}
