// SPDX-License-Identifier: Apache-2.0
import type { SignedData } from '../identity/msp.js';
import { common } from '../protos/index.js';
import { ChannelConfig } from './channel-config.js';
import { elementsOf, treeOf, type ConfigElement, type ConfigElements } from './config-elements.js';

/**
 * Works out the configuration that an update asks for (common/configtx/update.go): what was read must still be so, each
 * changed element goes up by one version, and its mod_policy must be satisfied by the signatures.
 * @throws Error with the reason, in Fabric's words, when the update is refused.
 */
export function applyConfigUpdate(
  channel: string,
  current: ChannelConfig,
  envelope: common.ConfigUpdateEnvelope,
): common.Config {
  const update = common.ConfigUpdate.deserializeBinary(envelope.getConfigUpdate_asU8());
  if (update.getChannelId() !== channel) {
    throw new Error(
      `ConfigUpdate for channel '${update.getChannelId()}' but envelope for channel '${channel}'`,
    );
  }
  const existing = elementsOf(current.config.getChannelGroup());
  const read = elementsOf(update.getReadSet());
  checkReadSet(read, existing);
  const changed = changedElements(read, elementsOf(update.getWriteSet()));
  if (changed.size === 0) throw new Error('no changes are in the update');
  const signatures = signedDataOf(envelope);
  for (const element of changed.values()) checkChange(element, existing, current, signatures);
  const config = new common.Config();
  config.setSequence(current.sequence + 1);
  config.setChannelGroup(treeOf(new Map([...existing, ...changed])));
  // Reading it finds certificates and policies that nobody could use, before they are on the ledger for good.
  return new ChannelConfig(config).config;
}

/** The update in an envelope of type CONFIG_UPDATE. */
export function configUpdateOf(envelope: common.Envelope): common.ConfigUpdateEnvelope {
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  return common.ConfigUpdateEnvelope.deserializeBinary(payload.getData_asU8());
}

function checkReadSet(read: ConfigElements, existing: ConfigElements): void {
  for (const { key, version } of read.values()) {
    const present = existing.get(key);
    if (!present)
      throw new Error(`existing config does not contain element for ${key} but was in the read set`);
    if (present.version !== version) {
      throw new Error(
        `proposed update requires that key ${key} be at version ${version}, ` +
          `but it is currently at version ${present.version}`,
      );
    }
  }
}

function changedElements(read: ConfigElements, write: ConfigElements): Map<string, ConfigElement> {
  return new Map([...write].filter(([key, { version }]) => read.get(key)?.version !== version));
}

function checkChange(
  { key, version }: ConfigElement,
  existing: ConfigElements,
  current: ChannelConfig,
  signatures: readonly SignedData[],
): void {
  const present = existing.get(key);
  if (!present) {
    // A new element needs no policy of its own: the group that now names it has changed as well.
    if (version === 0) return;
    throw new Error(`attempted to set key ${key} to version ${version}, but key does not exist`);
  }
  if (version !== present.version + 1) {
    throw new Error(
      `attempt to set key ${key} to version ${version}, but key is at version ${present.version}`,
    );
  }
  const { modPolicy, policyPath } = present;
  const path = modPolicy.startsWith('/') ? modPolicy : `${policyPath}/${modPolicy}`;
  if (!current.policy(path)) throw new Error(`unexpected missing policy ${modPolicy} for item ${key}`);
  if (!current.satisfies(path, signatures)) throw new Error(`policy for ${key} not satisfied`);
}

/** Each administrator signs the update with a header of its own in front. */
function signedDataOf(envelope: common.ConfigUpdateEnvelope): SignedData[] {
  return envelope.getSignaturesList().map((one) => {
    const header = one.getSignatureHeader_asU8();
    return {
      data: Buffer.concat([header, envelope.getConfigUpdate_asU8()]),
      identity: common.SignatureHeader.deserializeBinary(header).getCreator_asU8(),
      signature: one.getSignature_asU8(),
    };
  });
}
