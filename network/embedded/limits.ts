// SPDX-License-Identifier: Apache-2.0

/** Largest gRPC message in either direction, bytes: the peer's own limit (comm.MaxRecvMsgSize). */
export const GRPC_MESSAGE_BYTES_MAX = 100 * 1024 * 1024;

/** Gateway calls of one peer at a time; a waiting commit status and an open event stream count (core.yaml `gatewayService`). */
export const GATEWAY_CALLS_MAX = 500;

/** Results of a range or history query that travel to the chaincode at once (core.yaml `internalQueryLimit` / batch of the shim). */
export const QUERY_BATCH_RESULTS = 100;

/** Results of one query in all (core.yaml `ledger.state.totalQueryLimit`). */
export const QUERY_RESULTS_MAX = 100_000;

/** Reads of a range query up to which they are listed; above, a Merkle tree of this degree summarises them. */
export const RANGE_MERKLE_DEGREE = 50;

/** How far the clock of a client may differ from the peer's, ms (core.yaml `peer.authentication.timewindow`, 15 min). */
export const CLOCK_SKEW_MAX_MS = 15 * 60 * 1000;

/** Time for one chaincode execution, ms (core.yaml `chaincode.executetimeout`, 30 s). */
export const EXECUTE_TIMEOUT_MS = 30_000;

/** Time for a chaincode worker to load its package and register, ms: a cold disk needs seconds, a hang must end. */
export const LAUNCH_TIMEOUT_MS = 30_000;

/** Pause before a chaincode worker that ended is replaced, ms: a package that fails at once must not spin. */
export const RELAUNCH_PAUSE_MS = 200;

/** Blocks after which private data that was endorsed but never ordered is dropped (`transientstoreMaxBlockRetention`). */
export const TRANSIENT_BLOCKS_MAX = 20_000;

/** Every how many blocks the transient store is swept: one scan is cheap but not free. */
export const TRANSIENT_SWEEP_BLOCKS = 1_000;

/** Default size of a batch above which it is cut, bytes (configtx.yaml `PreferredMaxBytes`). */
export const PREFERRED_BATCH_BYTES = 2 * 1024 * 1024;

/** Default size of a transaction above which it is refused, bytes (configtx.yaml `AbsoluteMaxBytes`). */
export const ABSOLUTE_BATCH_BYTES = 10 * 1024 * 1024;

/** Deserialised identities kept: a channel sees the same few certificates again and again. */
export const IDENTITIES_CACHED = 10_000;

/** Verified signatures remembered: an envelope is verified at broadcast and again at validation. */
export const SIGNATURES_CACHED = 20_000;

/** Endorsement plans kept: one per combination of chaincode, collections and key policies. */
export const PLANS_CACHED = 1_000;

/** Live blocks a slow event stream may lag behind in memory; older ones are read from disk again. */
export const LIVE_BLOCKS_BUFFERED = 256;

/** Entries read from LevelDB at a time by an iterator. */
export const ITERATOR_READ_AHEAD = 128;

/** LevelDB write buffer, bytes: large enough that a block of 500 transactions does not split. */
export const WRITE_BUFFER_BYTES = 8 * 1024 * 1024;
