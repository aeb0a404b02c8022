// SPDX-License-Identifier: Apache-2.0

/** How long a connection waits for another's write before it fails: far longer than any transaction of ours. */
export const BUSY_TIMEOUT_MS = 10_000;
