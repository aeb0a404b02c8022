// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import type { Signer } from '../identity/signer.js';
import { common, encode, Timestamp } from '../protos/index.js';

/**
 * The transaction that makes a configuration valid. The orderer signs it; without a signer it is the first one, which
 * nobody signs.
 */
export function configEnvelope(
  channel: string,
  config: common.Config,
  by?: { readonly signer: Signer; readonly update: common.Envelope },
): common.Envelope {
  const content = new common.ConfigEnvelope();
  content.setConfig(config);
  if (by) content.setLastUpdate(by.update);
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.CONFIG);
  channelHeader.setChannelId(channel);
  channelHeader.setTimestamp(Timestamp.fromDate(new Date()));
  const signatureHeader = by?.signer.signatureHeader() ?? unsignedHeader();
  const header = new common.Header();
  header.setChannelHeader(encode(channelHeader));
  header.setSignatureHeader(encode(signatureHeader));
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(encode(content));
  const envelope = new common.Envelope();
  envelope.setPayload(encode(payload));
  if (by) envelope.setSignature(by.signer.sign(envelope.getPayload_asU8()));
  return envelope;
}

/**
 * The configuration that a block holds.
 * @throws Error when it holds none.
 */
export function configOf(block: common.Block | undefined): common.Config {
  const [envelope] = block?.getData()?.getDataList_asU8() ?? [];
  if (!envelope) throw new Error('the configuration block is missing');
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(envelope).getPayload_asU8(),
  );
  const config = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8()).getConfig();
  if (!config) throw new Error('the configuration block holds no configuration');
  return config;
}

function unsignedHeader(): common.SignatureHeader {
  const header = new common.SignatureHeader();
  header.setNonce(randomBytes(24));
  return header;
}
