// SPDX-License-Identifier: Apache-2.0
import type { CallOptions } from '@grpc/grpc-js';
import { common } from '@hyperledger/fabric-protos';
import type { LedgerConnection } from './connection.js';
import { toGatewayError } from './errors.js';

/** System chaincode that answers questions about blocks. */
export const queryChaincode = 'qscc';

/**
 * Number of blocks that a peer has.
 *
 * @throws GatewayError LEDGER_UNAVAILABLE or LEDGER_REFUSED
 */
export async function heightOf({ network }: LedgerConnection, options?: CallOptions): Promise<number> {
  const question = { arguments: [network.getName()] };
  const proposal = network.getContract(queryChaincode).newProposal('GetChainInfo', question);
  try {
    return common.BlockchainInfo.deserializeBinary(await proposal.evaluate(options)).getHeight();
  } catch (error) {
    throw toGatewayError(error, 'evaluate');
  }
}
