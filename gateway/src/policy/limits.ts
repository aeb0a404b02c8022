// SPDX-License-Identifier: Apache-2.0

/** Evaluations that one call keeps: more than it has combinations of parties and conditions, some 500 bytes each. */
export const EVALUATIONS_KEPT_MAX = 1_000;
