// SPDX-License-Identifier: Apache-2.0
import { styleText } from 'node:util';
import type { Language } from './words.js';

/** What a command reads and writes; the process outside tests. */
export interface Terminal {
  /** Results, and nothing else; each ends its line. */
  readonly out: (text: string) => void;
  /** A result byte for byte, without a line end. */
  readonly outExactly: (text: string) => void;
  /** Progress, warnings and errors. */
  readonly err: (text: string) => void;
  readonly isInteractive: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  /** Aborts at Ctrl-C. Whoever takes it must end then; Ctrl-C kills the process as long as nobody did. */
  readonly interrupt: () => AbortSignal;
}

/** How a command should speak. */
export interface Style {
  readonly json: boolean;
  readonly language: Language;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  process.stdout.on('error', endQuietly);
  return {
    out: (text) => process.stdout.write(`${text}\n`),
    outExactly: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(`${text}\n`),
    isInteractive: process.stderr.isTTY,
    environment: process.env,
    folder: process.cwd(),
    interrupt() {
      const controller = new AbortController();
      process.once('SIGINT', () => {
        controller.abort();
      });
      return controller.signal;
    },
  };
}

/** A reader such as `head` that has seen enough closes the pipe; that is no failure of ours. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}

/** A line that is rewritten while something goes on; silent unless a person is watching. */
export function progressLine(terminal: Terminal): {
  readonly show: (text: string) => void;
  readonly end: () => void;
} {
  let shown = false;
  return {
    show(text) {
      if (!terminal.isInteractive) return;
      process.stderr.write(`\r\u001b[2K${text}`);
      shown = true;
    },
    end() {
      if (shown) process.stderr.write('\r\u001b[2K');
      shown = false;
    },
  };
}

/** Bold text where colours are wanted (NO_COLOR, https://no-color.org). */
export function bold(terminal: Terminal, text: string): string {
  const plain = !terminal.isInteractive || (terminal.environment['NO_COLOR'] ?? '') !== '';
  return plain ? text : styleText('bold', text);
}
