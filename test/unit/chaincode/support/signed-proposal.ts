// SPDX-License-Identifier: Apache-2.0
import { common, peer } from '@hyperledger/fabric-protos';

/** A signed proposal for a chaincode name, in the shape in which fabric-shim hands it to chaincode. */
export function signedProposal(chaincode: string): object {
  const id = new peer.ChaincodeID();
  id.setName(chaincode);
  const extension = new peer.ChaincodeHeaderExtension();
  extension.setChaincodeId(id);
  const channelHeader = new common.ChannelHeader();
  channelHeader.setExtension$(extension.serializeBinary());
  return { proposal: { header: { channelHeader } } };
}
