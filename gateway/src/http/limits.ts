// SPDX-License-Identifier: Apache-2.0
/** Every limit of the HTTP surface, each with its reason. */

/** Bytes of a JSON body that is no file: a policy with a thousand enterprises is about 80 kB. */
export const JSON_BODY_BYTES_MAX = 256 * 1_024;

/** Characters of one query value; the longest useful one is a Digital Link or a search of some words. */
export const PARAMETER_LENGTH_MAX = 1_000;

/** Characters of an Idempotency-Key: a UUID or a digest with a prefix, and room to spare. */
export const IDEMPOTENCY_KEY_LENGTH_MAX = 200;

/** Characters of an X-Request-Id that is taken over from the caller; it stands in every log line. */
export const REQUEST_ID_LENGTH_MAX = 64;

/** Requests of one client in a minute: 500 a second, about half of what one gateway answers. */
export const CLIENT_REQUESTS_PER_MINUTE = 30_000;

/** Requests without a valid token from one address in a minute: probes and pages, not a search for tokens. */
export const ANONYMOUS_REQUESTS_PER_MINUTE = 3_000;

/** Requests answered at once; beyond it, waiting only makes everybody late. */
export const REQUESTS_IN_FLIGHT_MAX = 1_000;

/** Calls that ask the peer at once: below half of the 500 that a peer's gateway service admits by default. */
export const LEDGER_CALLS_IN_FLIGHT_MAX = 200;

/** Open event streams: each holds a socket and a reading position. */
export const STREAMS_MAX = 100;

/** Advice of Retry-After when the gateway itself is at its limit: a few blocks later there is room. */
export const RETRY_AFTER_SECONDS = 1;

/** Silence after which a stream says that it lives; proxies close at 30 to 60 seconds. */
export const PING_SECONDS = 15;

/** How long a stream waits for a reader that takes nothing more; it resumes later by Last-Event-ID. */
export const STALLED_READER_SECONDS = 60;

/** How long a reader of a stream should wait before it connects again, in milliseconds. */
export const RECONNECT_MS = 2_000;

/** Seconds of an ordinary answer: the 10 of `minBlock` and a pull from a slow peer. */
export const ANSWER_SECONDS_MAX = 30;

/** Seconds in which a whole request must have arrived: 100 MB at 3 Mbit/s. */
export const UPLOAD_SECONDS_MAX = 300;

/** Seconds in which the headers must have arrived; a slower client holds a socket for nothing. */
export const HEADERS_SECONDS_MAX = 15;

/** Bytes of the request line and all headers: a token with many scopes is about 2 kB, a search of some words less. */
export const HEADER_BYTES_MAX = 16 * 1_024;

/** How long what still comes of a refused request is read and dropped, so that its sender hears the answer. */
export const LINGER_MS = 2_000;

/** Seconds an idle connection is kept: longer than the 60 of common proxies, so that they close first. */
export const KEEP_ALIVE_SECONDS = 65;

/** Seconds by which the clocks of an identity provider and of a gateway may differ. */
export const CLOCK_TOLERANCE_SECONDS = 30;

/** Fewest bits of an RSA key that may vouch for tokens (NIST SP 800-131A). */
export const RSA_BITS_MIN = 2_048;

/** Records of one answer in the shape of a standard, which is made as a whole: as many as a JSON body may bring. */
export const SHAPED_RECORDS_MAX = 20_000;

/** Gaps named in a header: clients take 16 kB of headers together, and a pointer to a record is 100 characters. */
export const NOT_EXPRESSIBLE_NAMED_MAX = 50;
