// SPDX-License-Identifier: Apache-2.0
import { CommanderError } from 'commander';
import {
  AccessError,
  ChainShareError,
  OutcomeUnknownError,
  UnavailableError,
  type Fault,
} from '../errors.js';
import { VerificationError } from '../verify/index.js';
import { EXIT, UsageError, type ExitCode } from './exit-codes.js';
import { FAULTS_SHOWN } from './limits.js';
import { table } from './table.js';
import type { Style, Terminal } from './terminal.js';
import { say, type Language } from './words.js';

/** Codes of node:fs that mean that the user named a wrong file. */
const FILE_CODES = new Set(['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR']);

/** Says what went wrong and what to do, and gives the exit code for it. Rethrows what nobody foresaw. */
export function reportFailure(error: unknown, terminal: Terminal, style: Style): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (!(error instanceof Error)) throw error;
  const code = exitCodeOf(error);
  if (code === undefined) throw error;
  terminal.err(style.json ? JSON.stringify(errorJson(error)) : describe(error, style.language));
  return code;
}

function exitCodeOf(error: Error): ExitCode | undefined {
  if (error instanceof VerificationError) return error.code === 'BAD_TRUST' ? EXIT.usage : EXIT.notVerified;
  if (error instanceof UsageError || isFileError(error)) return EXIT.usage;
  if (error instanceof UnavailableError) return EXIT.unreachable;
  // Without any answer a call whose outcome is unknown is also one that did not reach anybody.
  if (error instanceof OutcomeUnknownError && error.status === undefined) return EXIT.unreachable;
  return error instanceof ChainShareError ? EXIT.refused : undefined;
}

function isFileError(error: Error): error is NodeJS.ErrnoException {
  return 'code' in error && FILE_CODES.has(String(error.code));
}

function describe(error: Error, language: Language): string {
  if (error instanceof VerificationError) {
    return `${say(language, 'notVerified')} ${error.code}: ${error.message}`;
  }
  if (isFileError(error)) return `${error.code}: cannot read ${error.path ?? 'the file'}`;
  if (!(error instanceof ChainShareError)) return error.message;
  const lines = [`${error.code}: ${error.message}`];
  if (error.errors.length > 0) lines.push(faultTable(error.errors, error.errorCount, language));
  const advice = adviceFor(error);
  if (advice !== undefined) lines.push(advice);
  if (error.requestId !== undefined) lines.push(`requestId ${error.requestId}`);
  return lines.join('\n');
}

/** Faults of the input as a table: where, what, and why. */
export function faultTable(faults: readonly Fault[], count: number, language: Language): string {
  const head = (['row', 'column', 'code', 'message'] as const).map((word) => say(language, word));
  const rows = faults
    .slice(0, FAULTS_SHOWN)
    .map((fault) => [String(fault.row ?? ''), fault.column ?? fault.pointer, fault.code, fault.message]);
  const more = count - rows.length;
  const rest = more > 0 ? `\n${say(language, 'moreFaults', { count: more })}` : '';
  return table(head, rows) + rest;
}

/** What the user can do next, where the gateway cannot know it. */
function adviceFor(error: ChainShareError): string | undefined {
  if (error instanceof AccessError) return 'Choose another token: --role admin|operator|viewer, or --token.';
  if (error.code === 'UNREACHABLE') return 'Is the network up? Start it with: npm start';
  if (error instanceof OutcomeUnknownError)
    return 'Repeat the command with the same --key: it cannot publish twice.';
  return undefined;
}

function errorJson(error: Error): Readonly<Record<string, unknown>> {
  const message = error.message;
  if (error instanceof VerificationError) return { code: error.code, message };
  if (!(error instanceof ChainShareError)) return { code: 'USAGE', message };
  const { code, status, errors, errorCount, requestId, transactionId, retryable } = error;
  return { code, message, status, errors, errorCount, requestId, transactionId, retryable };
}
