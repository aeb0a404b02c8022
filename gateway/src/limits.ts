// SPDX-License-Identifier: Apache-2.0
/** Every limit of a gateway, each with its reason. */

/** Faults listed in one answer: enough to mend a file by, small enough for a screen and a log. */
export const FAULTS_MAX = 1_000;

/** Page sizes of lists (API conventions): the default and the most a caller may ask for. */
export const PAGE_DEFAULT = 100;
export const PAGE_MAX = 1_000;

/** Values of one filter: each is up to four names, each name one more list to merge, and SQLite merges at most 500. */
export const FILTER_VALUES_MAX = 100;

/** How long a publish call waits for its final answer without `Prefer: wait`, and the most it may ask for. */
export const WAIT_DEFAULT_SECONDS = 30;
export const WAIT_MAX_SECONDS = 120;

/** Deadlines of calls to the own peer, in milliseconds: far above what a healthy ledger needs (5 to 600). */
export const LEDGER_EVALUATE_MS = 10_000;
export const LEDGER_ENDORSE_MS = 15_000;
export const LEDGER_SUBMIT_MS = 10_000;
/** Longer, because a full block and a slow disk come before the answer; after it the outcome is asked again. */
export const LEDGER_COMMIT_STATUS_MS = 30_000;

/** A peer that does not answer a ping for so long is gone; without pings a dead connection looks silent. */
export const LEDGER_KEEPALIVE_MS = 120_000;
export const LEDGER_KEEPALIVE_TIMEOUT_MS = 20_000;

/** Waits between attempts to connect: gRPC's own two minutes would hide a peer that is back. */
export const LEDGER_RECONNECT = { firstMs: 200, maxMs: 5_000 } as const;

/**
 * With several own peers, how often the one in use is asked for a sign of life, and how long its answer may take:
 * it takes milliseconds, so that one of five seconds tells of a peer that hangs. Calls then go on at the next peer
 * after ten seconds at most, well before a caller gives up.
 */
export const LEDGER_LOOK_MS = 5_000;
export const LEDGER_LOOK_ANSWER_MS = 5_000;

/** Largest message from or to the own peer: a block holds at most 10 MB of transactions, with room for metadata. */
export const LEDGER_MESSAGE_BYTES_MAX = 32_000_000;

/** Entries of one list in a policy (kinds, enterprises, values): a channel has at most a few hundred members. */
export const POLICY_ITEMS_MAX = 1_000;

/**
 * Blocks after which a hole in a publisher's numbers counts as missing (docs/format.md, chapter 8): what was
 * numbered earlier may be committed later, but not by so much.
 */
export const MISSING_AFTER_BLOCKS = 100;

/** Most missing publications told of one publisher: a hostile one can claim any number. */
export const MISSING_COUNT_MAX = 1_000_000;

/** Ids in one question for sealed bytes: about what fits one answer of 2 MB at the smallest size of 2 KB. */
export const PULL_IDS_MAX = 1_000;

/** Waits between questions to a publisher's peer: it starts again within seconds, or is down for hours. */
export const PULL_BACK_OFF = { firstMs: 200, maxMs: 60_000 } as const;

/** Empty answers after which the ledger is asked whether the publication was purged; before, the peer may be behind. */
export const PULL_STATE_AFTER = 3;

/** Wrong answers after which a publication is given up as unreadable: chance does not change a hash five times. */
export const PULL_WRONG_MAX = 5;

/** Waits before the block stream is opened again: the own peer starts within seconds and must be found soon. */
export const FOLLOW_BACK_OFF = { firstMs: 200, maxMs: 5_000 } as const;

/** Bytes of a published file: half a million rows of CSV; the body lies on disk, never in memory. */
export const FILE_BYTES_MAX = 128_000_000;

/** Bytes of a JSON body, which is read as a whole: about 20,000 records. More goes as NDJSON or CSV, which stream. */
export const JSON_BYTES_MAX = 8_000_000;

/** Characters of records that gather before they are written to a file of their call: some hundred of them. */
export const KEPT_CHARS_MAX = 65_536;

/** Own records looked at together while a snapshot is compared with them: a megabyte or two. */
export const SNAPSHOT_PAGE_ROWS = 1_000;

/** How long a snapshot waits for what was published before it: as long as such a call waits for its own answer. */
export const SNAPSHOT_WAIT_SECONDS = WAIT_DEFAULT_SECONDS;

/** Characters of one line of NDJSON or one row of CSV: a forecast of 1,000 buckets has about 100,000. */
export const LINE_CHARS_MAX = 1_000_000;

/** Columns of a sheet: the widest kind has a hundred, and people keep some of their own beside them. */
export const COLUMNS_MAX = 1_000;

/** Rows of a sheet that fold into one record: as many elements as the longest list of a kind. */
export const FOLDED_ROWS_MAX = 1_000;

/** Characters of a code, as the shared definition `code` of the kinds bounds them. */
export const CODE_CHARS_MAX = 80;

/**
 * Bytes of a text that are made lines, and rows of these lines, together: the rows of a piece of eight times the size
 * outlive two collections of young objects, which then cost a fifth of the time and half as much memory again.
 */
export const TEXT_PIECE_BYTES = 8_192;

/**
 * Rows of a JSON body that are read together, as those of a piece of a file are: their codes are looked up at once,
 * since asking the store takes as long as looking some thirty codes up, and as many large rows are few megabytes.
 */
export const ROWS_AT_ONCE = 64;

/** Codes of one call that are remembered: most files have fewer, and they take two megabytes. */
export const CODES_KEPT_MAX = 10_000;

/** Customers of one enterprise that may call its things by one code: a channel has a few hundred members. */
export const CODE_CUSTOMERS_MAX = 1_000;

/** How far the time that orders records may lie ahead of the gateway's clock: a day of wrong time zone. */
export const AHEAD_MAX_HOURS = 24;

/** Addressees of one call; tags of a publication end at 1,024 with the own one and follow tags among them. */
export const TO_MAX = 500;

/** Publications taken up at a start: a gateway that was away for months has this many and reads them in minutes. */
export const PENDING_MAX = 100_000;

/**
 * Own publications of a block taken over together: enough that commits no longer count, few enough that readers are
 * not kept waiting; a call's publications have a megabyte in all.
 */
export const OWN_TOGETHER_MAX = 100;

/** Blocks that the projection may lag behind: at 200 ms a block some seconds, which a user does not notice. */
export const BLOCK_LAG_MAX = 50;

/**
 * Bytes of one record as JSON: with 1,024 wraps and the fill it still fits the 1 MB of sealed bytes that one
 * transaction may carry.
 */
export const RECORD_BYTES_MAX = 500_000;

/**
 * Records of one publication: a reader opens a publication as a whole, so this bounds what one costs him. With
 * rows of a usual width it is also about as many as fit the sealed bytes of one transaction.
 */
export const ROWS_PER_PUBLICATION_MAX = 3_000;

/** Follow tags of one publication: they share the 1,024 tags with the recipients. */
export const FOLLOW_TAGS_MAX = 256;

/** Transactions on their way to the ledger at once: enough to fill blocks of 200 ms, few enough for a peer's limit. */
export const TRANSACTIONS_IN_FLIGHT_MAX = 8;

/**
 * Transactions of an import that are not settled yet: one on its way while the next is read and sealed. Each holds
 * a megabyte in several copies, so few that a large file takes little more memory than a small one.
 */
export const IMPORT_AHEAD_MAX = 2;

/** How often a signed transaction of unknown outcome is sent again before a new one is made from the same bytes. */
export const RESENDS_MAX = 5;

/**
 * Waits between attempts to deliver: only the own peer is asked, by a few transactions at once, so it bears being
 * asked often; and whoever has waited out its absence should not wait on when it is back.
 */
export const DELIVERY_RETRY_FIRST_MS = 200;
export const DELIVERY_RETRY_MAX_MS = 5_000;

/** How long an idempotency key is remembered: the API promises a day, a weekend's retry should not publish twice. */
export const IDEMPOTENCY_KEPT_HOURS = 72;

/** How long it can be asked how a call ended: as long as the event that tells of it can be read. */
export const JOBS_KEPT_DAYS = 90;

/** Calls that are forgotten at once: whoever writes meanwhile waits for them. */
export const JOBS_FORGOTTEN_MAX = 500;

/** How often the gateway looks what the time alone has changed: to the minute is enough for a validity. */
export const HOUSEKEEPING_MS = 60_000;

/** How long requests in flight may take to end when the gateway stops: what they asked for goes on without them. */
export const CLOSING_MS = 5_000;
