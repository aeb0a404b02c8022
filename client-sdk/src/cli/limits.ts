// SPDX-License-Identifier: Apache-2.0
/** Limits of the command line, each with its reason. */

/** Faulty rows that are shown: a screen full. `--json` shows all that the gateway listed. */
export const FAULTS_SHOWN = 50;

/** Rows of a query that are shown unless `--limit` says otherwise: what a person reads. */
export const ROWS_SHOWN = 100;

/** Columns of values in a table of records: more do not fit on a wide screen; `get` shows all. */
export const VALUE_COLUMNS = 12;

/** Folders above the current one in which a network file is looked for: no path is deeper. */
export const FOLDERS_ABOVE_MAX = 64;

/** How long the command `network` waits for each gateway to say that it is there. */
export const HEALTH_TIMEOUT_MS = 2_000;

/** A JSON file that is read at once, such as records or a policy; tables are streamed and have no limit here. */
export const JSON_FILE_BYTES_MAX = 64_000_000;
