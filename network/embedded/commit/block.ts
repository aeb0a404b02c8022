// SPDX-License-Identifier: Apache-2.0
import { sha256 } from '../hash.js';
import { Signer } from '../identity/signer.js';
import { common, encode, NO_BYTES } from '../protos/index.js';

const { SIGNATURES, LAST_CONFIG, TRANSACTIONS_FILTER } = common.BlockMetadataIndex;
const METADATA_ENTRIES = 5; // signatures, last config (obsolete), transactions filter, orderer (obsolete), commit hash

/** Where a new block continues the chain. */
export interface ChainEnd {
  readonly number: number;
  readonly previousHash: Uint8Array;
  /** Number of the newest block with a configuration, the new one included. */
  readonly lastConfig: number;
}

/** SHA-256 over the DER sequence of number, previous hash and data hash (protoutil.BlockHeaderBytes). */
export function headerHash(header: common.BlockHeader): Buffer {
  return sha256(headerBytes(header));
}

/**
 * Makes a block. The signer vouches for header and last configuration, as an orderer does; without a signer it is a
 * genesis block, which nobody signs.
 */
export function newBlock(end: ChainEnd, envelopes: readonly Uint8Array[], signer?: Signer): common.Block {
  const data = new common.BlockData();
  data.setDataList([...envelopes]);
  const header = new common.BlockHeader();
  header.setNumber(end.number);
  header.setPreviousHash(end.previousHash);
  header.setDataHash(sha256(...envelopes));
  const lastConfig = new common.LastConfig();
  lastConfig.setIndex(end.lastConfig);
  const entries: Uint8Array[] = Array.from({ length: METADATA_ENTRIES }, () => NO_BYTES);
  entries[SIGNATURES] = encode(signatures(header, lastConfig, signer));
  if (!signer) entries[LAST_CONFIG] = encode(metadataOf(encode(lastConfig)));
  const metadata = new common.BlockMetadata();
  metadata.setMetadataList(entries);
  const block = new common.Block();
  block.setHeader(header);
  block.setData(data);
  block.setMetadata(metadata);
  return block;
}

/** Writes the validation codes of the transactions into the metadata, as a peer does. */
export function setValidationCodes(block: common.Block, codes: readonly number[]): void {
  const metadata = block.getMetadata() ?? new common.BlockMetadata();
  const entries = metadata.getMetadataList_asU8();
  entries[TRANSACTIONS_FILTER] = Uint8Array.from(codes);
  metadata.setMetadataList(entries);
  block.setMetadata(metadata);
}

/** The validation codes that a peer wrote. */
export function validationCodes(block: common.Block): Uint8Array {
  return block.getMetadata()?.getMetadataList_asU8()[TRANSACTIONS_FILTER] ?? NO_BYTES;
}

/** Number of the newest configuration block that a block names. */
export function lastConfigOf(block: common.Block): number {
  const entry = block.getMetadata()?.getMetadataList_asU8()[SIGNATURES] ?? NO_BYTES;
  const value = common.Metadata.deserializeBinary(entry).getValue_asU8();
  return common.OrdererBlockMetadata.deserializeBinary(value).getLastConfig()?.getIndex() ?? 0;
}

function signatures(
  header: common.BlockHeader,
  lastConfig: common.LastConfig,
  signer: Signer | undefined,
): common.Metadata {
  const ordering = new common.OrdererBlockMetadata();
  ordering.setLastConfig(lastConfig);
  const metadata = metadataOf(encode(ordering));
  if (!signer) return metadata;
  const signatureHeader = encode(signer.signatureHeader());
  const signature = new common.MetadataSignature();
  signature.setSignatureHeader(signatureHeader);
  signature.setSignature(
    signer.sign(Buffer.concat([metadata.getValue_asU8(), signatureHeader, headerBytes(header)])),
  );
  metadata.setSignaturesList([signature]);
  return metadata;
}

function metadataOf(value: Uint8Array): common.Metadata {
  const metadata = new common.Metadata();
  metadata.setValue(value);
  return metadata;
}

function headerBytes(header: common.BlockHeader): Buffer {
  const content = Buffer.concat([
    derInteger(header.getNumber()),
    derOctets(header.getPreviousHash_asU8()),
    derOctets(header.getDataHash_asU8()),
  ]);
  return Buffer.concat([Buffer.of(0x30, content.length), content]);
}

function derInteger(value: number): Buffer {
  let hex = value.toString(16);
  if (hex.length % 2 === 1) hex = `0${hex}`;
  const bytes = Buffer.from(hex, 'hex');
  const content = (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  return Buffer.concat([Buffer.of(0x02, content.length), content]);
}

function derOctets(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(0x04, bytes.length), bytes]);
}
