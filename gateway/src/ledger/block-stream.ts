// SPDX-License-Identifier: Apache-2.0
import { common } from '@hyperledger/fabric-protos';
import type { Network } from '@hyperledger/fabric-gateway';
import { GatewayError } from '../errors.js';
import { parseBlock } from './block-parser.js';
import { toGatewayError } from './errors.js';
import type { LedgerBlock } from './ledger-block.js';

/**
 * The client tells by this text alone with which status a peer ended a stream (Fabric 3.1, common/deliver): 404 when it
 * has not yet loaded the channel or does not have the block before, 503 when it is in trouble, 403 when we may not read.
 */
const statusText = /^Unexpected status response: (\d+)$/;

/**
 * Follows the blocks of the own peer from a number on, parsed.
 *
 * The stream ends quietly when the signal fires. It fails when the peer goes away; following again, from
 * the block after the last one seen, is the caller's decision.
 *
 * @throws GatewayError LEDGER_UNAVAILABLE or LEDGER_REFUSED
 */
export async function* followBlocks(
  network: Network,
  from: number,
  signal: AbortSignal,
): AsyncGenerator<LedgerBlock, void, undefined> {
  if (ended(signal)) return;
  const events = await network.getBlockEvents({ startBlock: BigInt(from) });
  const stop = (): void => {
    events.close();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const block of events) yield parseBlock(block);
  } catch (error) {
    if (ended(signal)) return; // closing the stream fails the pending read
    throw toFollowError(error);
  } finally {
    signal.removeEventListener('abort', stop);
    events.close();
  }
  if (!ended(signal)) throw new GatewayError('LEDGER_UNAVAILABLE');
}

function toFollowError(error: unknown): unknown {
  const status = error instanceof Error ? statusText.exec(error.message)?.[1] : undefined;
  if (status === undefined) return toGatewayError(error, 'follow');
  const isPassing = Number(status) !== common.Status.FORBIDDEN;
  return new GatewayError(isPassing ? 'LEDGER_UNAVAILABLE' : 'LEDGER_REFUSED', { cause: error });
}

/** Read through a function, because the compiler believes that a flag once read stays as it was. */
function ended(signal: AbortSignal): boolean {
  return signal.aborted;
}
