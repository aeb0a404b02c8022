// SPDX-License-Identifier: Apache-2.0
import { createHash, createPrivateKey, randomBytes } from 'node:crypto';
import { common, msp } from '@hyperledger/fabric-protos';
import { signers, type Network } from '@hyperledger/fabric-gateway';
import type { Credential } from '#network/crypto/authority.js';
import { CHANNEL } from '../../../conformance/test-ledger.js';

/** Who signs a configuration update. */
export interface ConfigSigner {
  readonly mspId: string;
  readonly identity: Credential;
}

/** A map of a protobuf message; the bindings carry no types for it. */
interface ProtoMap<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  del(key: string): void;
}

/** The groups inside a group of the configuration. */
export function groupsOf(group: common.ConfigGroup): ProtoMap<common.ConfigGroup> {
  const map: unknown = group.getGroupsMap();
  return map as ProtoMap<common.ConfigGroup>;
}

/** The policies of a group of the configuration. */
export function policiesOf(group: common.ConfigGroup): ProtoMap<common.ConfigPolicy> {
  const map: unknown = group.getPoliciesMap();
  return map as ProtoMap<common.ConfigPolicy>;
}

/** The configuration in force, as a peer answers it. */
export async function readConfig(network: Network): Promise<common.Config> {
  const answer = await network.getContract('cscc').evaluateTransaction('GetConfigBlock', CHANNEL);
  const [envelope] = common.Block.deserializeBinary(answer).getData()?.getDataList_asU8() ?? [];
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(envelope ?? new Uint8Array()).getPayload_asU8(),
  );
  const config = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8()).getConfig();
  if (!config) throw new Error('the block holds no configuration');
  return config;
}

/** An update that names the whole application group, read at its versions and written with a change. */
export function applicationUpdate(
  config: common.Config,
  change: (application: common.ConfigGroup) => void,
): common.ConfigUpdate {
  const root = (): common.ConfigGroup =>
    common.ConfigGroup.deserializeBinary(config.getChannelGroup()?.serializeBinary() ?? new Uint8Array());
  const onlyApplication = (group: common.ConfigGroup): common.ConfigGroup => {
    const application = groupsOf(group).get('Application');
    if (!application) throw new Error('the configuration lacks the application group');
    const bare = new common.ConfigGroup();
    bare.setVersion(group.getVersion());
    bare.setModPolicy(group.getModPolicy());
    groupsOf(bare).set('Application', application);
    return bare;
  };
  const written = onlyApplication(root());
  const application = groupsOf(written).get('Application');
  if (application) change(application);
  const update = new common.ConfigUpdate();
  update.setChannelId(CHANNEL);
  update.setReadSet(onlyApplication(root()));
  update.setWriteSet(written);
  return update;
}

/** The envelope of an update, signed by administrators and sent by one of them. */
export async function signedUpdate(
  update: common.ConfigUpdate,
  administrators: readonly ConfigSigner[],
  sender: ConfigSigner,
): Promise<common.Envelope> {
  const content = new common.ConfigUpdateEnvelope();
  content.setConfigUpdate(update.serializeBinary());
  const signatures = administrators.map(async (administrator) => {
    const header = signatureHeader(administrator);
    const signature = new common.ConfigSignature();
    signature.setSignatureHeader(header);
    const data = Buffer.concat([header, content.getConfigUpdate_asU8()]);
    signature.setSignature(await signed(administrator, data));
    return signature;
  });
  content.setSignaturesList(await Promise.all(signatures));
  return envelopeOf(common.HeaderType.CONFIG_UPDATE, content.serializeBinary(), sender);
}

/** Any payload in a signed envelope of the channel. */
export async function envelopeOf(
  type: common.HeaderTypeMap[keyof common.HeaderTypeMap],
  data: Uint8Array,
  sender: ConfigSigner,
): Promise<common.Envelope> {
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(type);
  channelHeader.setChannelId(CHANNEL);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader(sender));
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(data);
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  envelope.setSignature(await signed(sender, Buffer.from(envelope.getPayload_asU8())));
  return envelope;
}

function signatureHeader({ mspId, identity }: ConfigSigner): Uint8Array {
  const creator = new msp.SerializedIdentity();
  creator.setMspid(mspId);
  creator.setIdBytes(Buffer.from(identity.certificate));
  const header = new common.SignatureHeader();
  header.setCreator(creator.serializeBinary());
  header.setNonce(randomBytes(24));
  return header.serializeBinary();
}

/** Signs as the client library does: with the low form of the signature. */
function signed({ identity }: ConfigSigner, data: Buffer): Promise<Uint8Array> {
  const digest = createHash('sha256').update(data).digest();
  return signers.newPrivateKeySigner(createPrivateKey(identity.key))(digest);
}
