// SPDX-License-Identifier: Apache-2.0
/** Limits and times of network/fabric, each with its reason. */

/** A cold build of the five binaries takes about 90 s on two cores; ten times that means it hangs. */
export const BUILD_TIMEOUT_MS = 900_000;

/** Module cache, build cache and binaries together need a little over 1 GB. */
export const BUILD_DISK_BYTES = 2 * 1024 ** 3;

/** A ledger, its logs and its state for a first day. */
export const NETWORK_DISK_BYTES = 512 * 1024 ** 2;

/** One call of peer, osnadmin or configtxgen; each answers within a second on an idle machine. */
export const COMMAND_TIMEOUT_MS = 60_000;

/** From spawn to a healthy node; a peer with a large ledger replays its last blocks first. */
export const READY_TIMEOUT_MS = 60_000;

/** Between two looks at a node that is starting. */
export const POLL_MS = 100;

/** Ports of networks of ours: below the ephemeral range of Linux, above what common services use. */
export const PORT_FIRST = 21_000;
export const PORT_LAST = 31_800;

/** A range for one network: nine organisations with two peers of four ports, three orderers of three, and room. */
export const PORT_RANGE = 120;

/** One health check; a node that takes longer is not healthy. */
export const HEALTH_CHECK_MS = 1_000;

/** Fabric needs this Go to build version 3.1.1. */
export const GO_VERSION_MIN = [1, 24, 2] as const;
