// SPDX-License-Identifier: Apache-2.0
import { ABSOLUTE_BATCH_BYTES, PREFERRED_BATCH_BYTES } from '../limits.js';
import type { BlockOptions, EmbeddedLedgerOptions } from '../options.js';
import { common, orderer } from '../protos/index.js';
import { configPolicy, newGroup, setCapabilities, setPolicy, setValue } from './config-group.js';
import { applicationOrganisation, orderingOrganisation } from './organisation-group.js';

const HASH_WIDTH = 0xffffffff; // one flat hash over a block's data, the only width that Fabric accepts

const APPLICATION_POLICIES: Readonly<Record<string, string>> = {
  Readers: 'ANY Readers',
  Writers: 'ANY Writers',
  Admins: 'MAJORITY Admins',
  Endorsement: 'MAJORITY Endorsement',
  LifecycleEndorsement: 'MAJORITY Endorsement',
};

/** The first configuration of a channel, as configtxgen would write it. */
export function genesisConfig(options: EmbeddedLedgerOptions): common.Config {
  const channel = newGroup();
  addGeneralPolicies(channel);
  const hashing = new common.HashingAlgorithm();
  hashing.setName('SHA256');
  setValue(channel, 'HashingAlgorithm', hashing);
  const structure = new common.BlockDataHashingStructure();
  structure.setWidth(HASH_WIDTH);
  setValue(channel, 'BlockDataHashingStructure', structure);
  setCapabilities(channel, 'V3_0');
  channel.getGroupsMap().set('Orderer', ordererGroup(options));
  channel.getGroupsMap().set('Application', applicationGroup(options));
  const config = new common.Config();
  config.setSequence(0);
  config.setChannelGroup(channel);
  return config;
}

function addGeneralPolicies(group: common.ConfigGroup): void {
  setPolicy(group, 'Readers', configPolicy('ANY Readers'));
  setPolicy(group, 'Writers', configPolicy('ANY Writers'));
  setPolicy(group, 'Admins', configPolicy('MAJORITY Admins'));
}

function applicationGroup(options: EmbeddedLedgerOptions): common.ConfigGroup {
  const group = newGroup();
  for (const [name, text] of Object.entries({ ...APPLICATION_POLICIES, ...options.policies })) {
    setPolicy(group, name, configPolicy(text));
  }
  setCapabilities(group, 'V2_5');
  for (const { mspId, msp } of options.organisations) {
    group.getGroupsMap().set(mspId, applicationOrganisation({ mspId, cacert: msp.cacert }));
  }
  return group;
}

function ordererGroup({ orderer: node, block }: EmbeddedLedgerOptions): common.ConfigGroup {
  const group = newGroup();
  addGeneralPolicies(group);
  setPolicy(group, 'BlockValidation', configPolicy('ANY Writers'));
  const consensus = new orderer.ConsensusType();
  consensus.setType('etcdraft');
  setValue(group, 'ConsensusType', consensus);
  setValue(group, 'BatchSize', batchSize(block));
  const timeout = new orderer.BatchTimeout();
  timeout.setTimeout(`${block.timeoutMs}ms`);
  setValue(group, 'BatchTimeout', timeout);
  setValue(group, 'ChannelRestrictions', new orderer.ChannelRestrictions());
  setCapabilities(group, 'V2_0');
  group.getGroupsMap().set(node.mspId, orderingOrganisation(node));
  return group;
}

function batchSize(block: BlockOptions): orderer.BatchSize {
  const size = new orderer.BatchSize();
  size.setMaxMessageCount(block.maxMessages);
  size.setPreferredMaxBytes(block.preferredMaxBytes ?? PREFERRED_BATCH_BYTES);
  size.setAbsoluteMaxBytes(block.absoluteMaxBytes ?? ABSOLUTE_BATCH_BYTES);
  return size;
}
