// SPDX-License-Identifier: Apache-2.0
import type { ChannelConfig } from '../config/channel-config.js';
import { buffer, encode, peer } from '../protos/index.js';
import type { ChannelStore } from '../storage/channel-store.js';
import type { Proposal } from './proposal.js';
import { failure, success } from './responses.js';

/** Answers questions about the configuration (core/scc/cscc/configure.go): GetConfigBlock and GetChannels. */
export function queryConfiguration(
  proposal: Proposal,
  store: ChannelStore,
  config: ChannelConfig,
): peer.Response {
  const [name = '', channel = ''] = proposal.input.getArgsList_asU8().map((part) => buffer(part).toString());
  const identity = config.msps.deserialize(proposal.creator);
  const denied = `access denied for [${name}][${channel}]`;
  if (!identity || !config.allows('/Channel/Application/Readers', identity)) return failure(denied);
  if (name === 'GetChannels') {
    const info = new peer.ChannelInfo();
    info.setChannelId(proposal.channel);
    const answer = new peer.ChannelQueryResponse();
    answer.setChannelsList([info]);
    return success(encode(answer));
  }
  if (name !== 'GetConfigBlock') return failure(`Requested function ${name} not found.`);
  if (channel !== proposal.channel) return failure(`Unknown chain ID, ${channel}`);
  const block = store.block(store.lastConfig);
  return block ? success(encode(block)) : failure('Failed to get the last config block');
}
