// SPDX-License-Identifier: Apache-2.0

/** One long-running process of a network. */
export interface ProcessSpec {
  /** `Xinqiao/peer0`, `orderer0`, `Xinqiao/chaincode`: also the name of its log. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Paths and settings; never a secret, as run.json keeps it. */
  readonly env: Readonly<Record<string, string>>;
  /** Where it answers `/healthz` with 200 when it is ready; absent where nothing does. */
  readonly health?: string;
}
