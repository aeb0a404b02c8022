// SPDX-License-Identifier: Apache-2.0
/** Limits of following changes, each with its reason. */

/** Days for which events can be asked for again; whoever was away longer reads the records anew. */
export const LOG_DAYS = 90;

/** Events of one reading: few enough for a slow reader to cost little, enough to catch up quickly. */
export const CHANGES_PER_READ_MAX = 100;

/** Arrivals looked at in one reading, so that a long run of what is not wanted does not hold the thread. */
export const ARRIVALS_PER_READ_MAX = 1_000;
