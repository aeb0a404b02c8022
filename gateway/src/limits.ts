// SPDX-License-Identifier: Apache-2.0
/** Every limit of a gateway, each with its reason. */

/** Faults listed in one answer: enough to mend a file by, small enough for a screen and a log. */
export const FAULTS_MAX = 1_000;

/** Page sizes of lists (API conventions): the default and the most a caller may ask for. */
export const PAGE_DEFAULT = 100;
export const PAGE_MAX = 1_000;

/** How long a publish call waits for its final answer without `Prefer: wait`, and the most it may ask for. */
export const WAIT_DEFAULT_SECONDS = 30;
export const WAIT_MAX_SECONDS = 120;
