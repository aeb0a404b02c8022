// SPDX-License-Identifier: Apache-2.0
/** Limits and times of network/fabric, each with its reason. */

/** A cold build of the five binaries takes about 90 s on two cores; ten times that means it hangs. */
export const BUILD_TIMEOUT_MS = 900_000;

/** Module cache, build cache and binaries together need a little over 1 GB. */
export const BUILD_DISK_BYTES = 2 * 1024 ** 3;

/** A line of progress for so many modules downloaded, and for so many per cent of the packages compiled. */
export const BUILD_PROGRESS_MODULES = 25;
export const BUILD_PROGRESS_PERCENT = 10;

/** A ledger, its logs and its state for a first day. */
export const NETWORK_DISK_BYTES = 512 * 1024 ** 2;

/** One call of peer, osnadmin or configtxgen; each answers within a second on an idle machine. */
export const COMMAND_TIMEOUT_MS = 60_000;

/** From spawn to a healthy node; a peer with a large ledger replays its last blocks first. */
export const READY_TIMEOUT_MS = 60_000;

/** A process that does not end within this after SIGTERM is killed: Fabric's own close their stores within two. */
export const STOP_MS = 5_000;

/** Between two looks at a process that is ending. */
export const PROCESS_LOOK_MS = 50;

/** Between two looks of a supervisor: a dead peer is missed by its gateway within about as long. */
export const SUPERVISE_MS = 500;

/** Wait before the first restart of a process, doubled for every further one up to the longest. */
export const RESTART_FIRST_MS = 500;
export const RESTART_LONGEST_MS = 30_000;

/** A process that ran for so long is healthy again: its next death begins with the first wait. */
export const RESTART_FORGIVEN_MS = 60_000;

/** A log that has grown beyond this is put aside when its process starts; nodes log warnings alone. */
export const LOG_BYTES_MAX = 16 * 1024 ** 2;

/** Of the end of a log so much is read, and so many lines are shown, to tell why a process failed. */
export const REASON_BYTES = 64 * 1024;
export const REASON_LINES = 8;

/** Between two looks at a node that is starting. */
export const POLL_MS = 100;

/** Whoever removes a dead owner's lock needs milliseconds for it; what is older was left by somebody who died over it. */
export const LOCK_GUARD_MS = 10_000;

/** Certificates between one that is presented and its root, the root counted: companies have two or three. */
export const CHAIN_LENGTH_MAX = 5;

/** Ports of networks of ours: below the ephemeral range of Linux, above what common services use. */
export const PORT_FIRST = 21_000;
export const PORT_LAST = 31_800;

/** A range for one network: nine organisations with two peers of four ports, three orderers of three, and room. */
export const PORT_RANGE = 120;

/** One health check; a node that takes longer is not healthy. */
export const HEALTH_CHECK_MS = 1_000;

/** Fabric needs this Go to build version 3.1.1. */
export const GO_VERSION_MIN = [1, 24, 2] as const;

/** Peers refuse proposals that are older or younger than this by their own clock (`peer.authentication.timewindow`). */
export const CLOCK_OFF_MAX_MS = 15 * 60_000;
