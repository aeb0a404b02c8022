// SPDX-License-Identifier: Apache-2.0

/** How the command ends, for scripts. */
export const EXIT = {
  ok: 0,
  /** The gateway refused, or failed. */
  refused: 1,
  /** The command line, a file or the network file is wrong; nothing was sent. */
  usage: 2,
  /** The gateway or the ledger behind it did not answer: try later. */
  unreachable: 3,
  /** A proof does not hold. */
  notVerified: 4,
} as const;

/** One of the values above. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What the user can mend on the command line. The message says how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
