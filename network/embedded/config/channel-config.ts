// SPDX-License-Identifier: Apache-2.0
import type { Identity } from '../identity/identity.js';
import { Msp, Msps, type SignedData } from '../identity/msp.js';
import { PolicyTree } from '../policy/policy-tree.js';
import { signersOf } from '../policy/signed-data.js';
import type { Policy } from '../policy/policy.js';
import { common, msp, orderer } from '../protos/index.js';

/** When the orderer cuts a block, read from the configuration. */
export interface BatchRules {
  readonly timeoutMs: number;
  readonly maxMessages: number;
  readonly preferredMaxBytes: number;
  readonly absoluteMaxBytes: number;
}

/** One state of the channel configuration, ready to be asked. A configuration update makes a new one. */
export class ChannelConfig {
  readonly config: common.Config;
  readonly msps: Msps;
  /** MSP ids under `/Channel/Application`, sorted. */
  readonly organisations: readonly string[];
  readonly batch: BatchRules;
  readonly #policies: PolicyTree;
  readonly #groupNames: ReadonlyMap<string, string>;

  /** @throws Error when the configuration lacks a group or holds something unreadable. */
  constructor(config: common.Config) {
    this.config = config;
    const channel = required(config.getChannelGroup(), 'Channel');
    const application = required(channel.getGroupsMap().get('Application'), 'Application');
    const ordering = required(channel.getGroupsMap().get('Orderer'), 'Orderer');
    const members = organisationMsps(application);
    this.#groupNames = new Map(members.map(([name, one]) => [one.mspId, name]));
    this.organisations = members.map(([, one]) => one.mspId).sort();
    this.msps = new Msps([...organisationMsps(ordering), ...members].map(([, one]) => one));
    this.#policies = new PolicyTree(channel);
    this.batch = batchRules(ordering);
  }

  get sequence(): number {
    return this.config.getSequence();
  }

  /** The policy at a path such as `/Channel/Application/Writers`, or undefined. */
  policy(path: string): Policy | undefined {
    return this.#policies.get(path);
  }

  /** A policy that one organisation of the application group defines for itself. */
  organisationPolicy(mspId: string, name: string): Policy | undefined {
    const group = this.#groupNames.get(mspId);
    return group === undefined ? undefined : this.policy(`/Channel/Application/${group}/${name}`);
  }

  /** Whether one identity alone satisfies the policy at the path. */
  allows(path: string, identity: Identity): boolean {
    return this.policy(path)?.evaluate([identity]) ?? false;
  }

  /** Whether signatures satisfy the policy at the path; without such a policy nothing does. */
  satisfies(path: string, signed: readonly SignedData[]): boolean {
    return this.policy(path)?.evaluate(signersOf(this.msps, signed)) ?? false;
  }
}

function organisationMsps(group: common.ConfigGroup): [name: string, msp: Msp][] {
  return [...group.getGroupsMap().entries()].map(([name, organisation]) => {
    const value = required(organisation.getValuesMap().get('MSP'), `MSP of ${name}`);
    const config = msp.MSPConfig.deserializeBinary(value.getValue_asU8());
    return [name, new Msp(msp.FabricMSPConfig.deserializeBinary(config.getConfig_asU8()))];
  });
}

function batchRules(group: common.ConfigGroup): BatchRules {
  const value = (name: string): Uint8Array =>
    required(group.getValuesMap().get(name), `value ${name}`).getValue_asU8();
  const size = orderer.BatchSize.deserializeBinary(value('BatchSize'));
  return {
    timeoutMs: milliseconds(orderer.BatchTimeout.deserializeBinary(value('BatchTimeout')).getTimeout()),
    maxMessages: size.getMaxMessageCount(),
    preferredMaxBytes: size.getPreferredMaxBytes(),
    absoluteMaxBytes: size.getAbsoluteMaxBytes(),
  };
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/** Reads a Go duration of one unit, the form in which Fabric's tools write the batch timeout. */
function milliseconds(text: string): number {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text) ?? [];
  const factor = UNIT_MS[unit];
  if (factor === undefined) throw new Error(`batch timeout "${text}" is not a duration`);
  return Number(amount) * factor;
}

function required<T>(element: T | undefined, name: string): T {
  if (element === undefined) throw new Error(`the channel configuration lacks ${name}`);
  return element;
}
