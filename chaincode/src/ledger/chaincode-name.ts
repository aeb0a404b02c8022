// SPDX-License-Identifier: Apache-2.0
import { LedgerError } from '../model/errors.js';
import type { Stub } from './stub.js';
import { lengthDelimitedField } from './wire.js';

/** `ChaincodeHeaderExtension.chaincode_id` and `ChaincodeID.name` in Fabric's protobuf definitions. */
const chaincodeIdField = 2;
const nameField = 2;

/** What fabric-shim really hands out as channel header: a protobuf object, other than its typings say. */
interface ProtobufChannelHeader {
  getExtension_asU8(): Uint8Array;
}

/**
 * The chaincode name under which this transaction was proposed.
 *
 * It is read from the signed proposal, where the peer itself takes it from, so all endorsers agree on it.
 *
 * @returns the name, empty when the proposal does not state one
 */
export function chaincodeName(stub: Stub): string {
  const { channelHeader } = stub.getSignedProposal().proposal.header;
  const extension = (channelHeader as unknown as ProtobufChannelHeader).getExtension_asU8();
  const chaincodeId = lengthDelimitedField(extension, chaincodeIdField);
  const name = chaincodeId && lengthDelimitedField(chaincodeId, nameField);
  return name === undefined ? '' : Buffer.from(name).toString('utf8');
}

/**
 * Refuses to run under another name than the contract's own.
 *
 * Both names share one package, hence every contract can be called under both; but a name decides who
 * endorses, and rules of a majority must not run where one organisation endorses alone.
 *
 * @throws {@link LedgerError} WRONG_CHAINCODE
 */
export function assertChaincodeName(stub: Stub, name: string): void {
  if (chaincodeName(stub) !== name) {
    throw new LedgerError('WRONG_CHAINCODE', `this contract runs only under the chaincode name ${name}`);
  }
}
