// SPDX-License-Identifier: Apache-2.0
/** Every limit of the client, each with its reason. Times in milliseconds unless the name says otherwise. */

/** A reading call: a gateway answers from its own store, so longer means that it is not there. */
export const READ_TIMEOUT_MS = 30_000;

/** Added to the seconds that a publish call asks the gateway to wait, for the way there and back. */
export const PUBLISH_MARGIN_MS = 30_000;

/** How long a publish call waits for its final answer when the caller names no time (API, conventions). */
export const PUBLISH_WAIT_SECONDS = 30;

/** A file upload: 100 MB over a slow office line. */
export const UPLOAD_TIMEOUT_MS = 15 * 60_000;

/** Tries of one call, the first included: with doubling pauses they span about ten seconds, a gateway's restart. */
export const TRIES_MAX = 5;

/** First and longest pause between tries; each is drawn between half and all of its length, so clients spread out. */
export const PAUSE_FIRST_MS = 500;
export const PAUSE_MAX_MS = 8_000;

/** The longest `Retry-After` that is waited for in place; a longer one goes to the caller as an error. */
export const RETRY_AFTER_MAX_MS = 60_000;

/** An event stream is silent for at most 15 s (the gateway's ping); three missed pings mean a dead connection. */
export const STREAM_SILENCE_MS = 45_000;

/** Between two pieces of an export: a gateway takes 30 s at most for its first page, and that is tried some times. */
export const EXPORT_SILENCE_MS = 120_000;

/** Characters of one event that are kept while it arrives: the largest record in JSON, many times over. */
export const EVENT_CHARACTERS_MAX = 16_000_000;

/** How often a running import is asked how far it is. */
export const IMPORT_POLL_MS = 500;

/** How long an import is followed when the caller names no time: about 2 million rows. */
export const IMPORT_TIMEOUT_MS = 60 * 60_000;
