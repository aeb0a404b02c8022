// SPDX-License-Identifier: Apache-2.0
import { encodeBase64url, type JsonObject } from '@chainshare/chaincode/model';
import { common } from '@hyperledger/fabric-protos';

/** Position of the orderers' signatures among a block's metadata (common.proto, BlockMetadataIndex). */
const signaturesAt = common.BlockMetadataIndex.SIGNATURES;

/**
 * Lays a block out as a proof pack of level 2 holds it (docs/format.md, chapter 10): all entries as they were
 * ordered, the hash of the block before, and the orderers' signatures.
 *
 * @param bytes - the block as the own peer stores it
 */
export function blockEvidence(bytes: Uint8Array): JsonObject {
  const block = common.Block.deserializeBinary(bytes);
  const header = block.getHeader();
  const metadata = block.getMetadata()?.getMetadataList_asU8()[signaturesAt] ?? new Uint8Array();
  const signed = common.Metadata.deserializeBinary(metadata);
  return {
    data: (block.getData()?.getDataList_asU8() ?? []).map(encodeBase64url),
    metadata: {
      signatures: signed.getSignaturesList().map((signature) => ({
        header: encodeBase64url(signature.getSignatureHeader_asU8()),
        signature: encodeBase64url(signature.getSignature_asU8()),
      })),
      value: encodeBase64url(signed.getValue_asU8()),
    },
    number: header?.getNumber() ?? 0,
    previous: encodeBase64url(header?.getPreviousHash_asU8() ?? new Uint8Array()),
  };
}
