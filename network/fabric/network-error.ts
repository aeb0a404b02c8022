// SPDX-License-Identifier: Apache-2.0

/** Why a network could not be brought up, taken down or read; the message says what to do. */
export type NetworkErrorCode =
  | 'TOPOLOGY_UNREADABLE'
  | 'TOPOLOGY_INVALID'
  | 'BINARIES_MISSING'
  | 'BINARIES_WRONG_VERSION'
  | 'PORT_IN_USE'
  | 'NO_FREE_PORTS'
  | 'DISK_FULL'
  | 'PROCESS_FAILED'
  | 'COMMAND_FAILED'
  | 'TIMED_OUT';

/** A foreseen failure of network life: a stable code and one sentence that says what to do. */
export class NetworkError extends Error {
  readonly code: NetworkErrorCode;

  constructor(code: NetworkErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'NetworkError';
    this.code = code;
  }
}
