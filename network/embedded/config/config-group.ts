// SPDX-License-Identifier: Apache-2.0
import { common, encode } from '../protos/index.js';
import { parsePolicyText } from '../policy/policy-text.js';

/** Who may change an element of the configuration: the Admins policy of its own group. */
export const ADMINS = 'Admins';

/** Adds a value under its name, changeable by the Admins of the group. */
export function setValue(
  group: common.ConfigGroup,
  name: string,
  message: { serializeBinary(): Uint8Array },
): void {
  const value = new common.ConfigValue();
  value.setValue(encode(message));
  value.setModPolicy(ADMINS);
  group.getValuesMap().set(name, value);
}

/** Adds a policy, changeable by the Admins of the group. */
export function setPolicy(group: common.ConfigGroup, name: string, policy: common.Policy): void {
  const entry = new common.ConfigPolicy();
  entry.setPolicy(policy);
  entry.setModPolicy(ADMINS);
  group.getPoliciesMap().set(name, entry);
}

/** Wraps a signature policy. */
export function signaturePolicy(envelope: common.SignaturePolicyEnvelope): common.Policy {
  const policy = new common.Policy();
  policy.setType(common.Policy.PolicyType.SIGNATURE);
  policy.setValue(encode(envelope));
  return policy;
}

/**
 * Reads `ANY Writers`, `ALL Writers`, `MAJORITY Admins` as a policy over the groups below, anything else as signature
 * policy text.
 * @throws Error when the text is neither.
 */
export function configPolicy(text: string): common.Policy {
  const meta = /^(ANY|ALL|MAJORITY) (\w+)$/.exec(text);
  if (!meta) return signaturePolicy(parsePolicyText(text));
  const message = new common.ImplicitMetaPolicy();
  message.setRule(common.ImplicitMetaPolicy.Rule[meta[1] as 'ANY' | 'ALL' | 'MAJORITY']);
  message.setSubPolicy(meta[2] ?? '');
  const policy = new common.Policy();
  policy.setType(common.Policy.PolicyType.IMPLICIT_META);
  policy.setValue(encode(message));
  return policy;
}

/** A group that its own Admins may change. */
export function newGroup(): common.ConfigGroup {
  const group = new common.ConfigGroup();
  group.setModPolicy(ADMINS);
  return group;
}

/** Announces the capabilities that a group of the configuration demands. */
export function setCapabilities(group: common.ConfigGroup, name: string): void {
  const capabilities = new common.Capabilities();
  capabilities.getCapabilitiesMap().set(name, new common.Capability());
  setValue(group, 'Capabilities', capabilities);
}
