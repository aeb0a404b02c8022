// SPDX-License-Identifier: Apache-2.0

/** Times that are remembered: more than a day has minutes, some 100 kB. */
export const INSTANTS_KEPT_MAX = 1_500;
