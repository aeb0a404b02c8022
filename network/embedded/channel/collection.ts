// SPDX-License-Identifier: Apache-2.0
import type { ChannelConfig } from '../config/channel-config.js';
import type { CollectionOptions } from '../options.js';
import { parsePolicyText } from '../policy/policy-text.js';
import type { Policy } from '../policy/policy.js';
import { SignaturePolicy } from '../policy/signature-policy.js';

const IMPLICIT_PREFIX = '_implicit_org_';

/** A private data collection as it stands under one channel configuration. */
export interface Collection {
  readonly name: string;
  /** MSP ids of the organisations whose peers keep the values. */
  readonly memberOrganisations: ReadonlySet<string>;
  /** Which clients count as members. */
  readonly members: Policy;
  /** Replaces the endorsement policy of the chaincode for this collection. */
  readonly endorsement: Policy | undefined;
  readonly requiredPeerCount: number;
  readonly maxPeerCount: number;
  readonly blockToLive: number;
  readonly memberOnlyRead: boolean;
  readonly memberOnlyWrite: boolean;
}

/** Name of the collection that every organisation owns without defining it. */
export function implicitCollectionName(mspId: string): string {
  return `${IMPLICIT_PREFIX}${mspId}`;
}

/** The organisation of an implicit collection's name, or undefined for other names. */
export function implicitOrganisation(collection: string): string | undefined {
  return collection.startsWith(IMPLICIT_PREFIX) ? collection.slice(IMPLICIT_PREFIX.length) : undefined;
}

/** A collection that the definition of a chaincode spells out. */
export function explicitCollection(options: CollectionOptions, config: ChannelConfig): Collection {
  const members = new SignaturePolicy(parsePolicyText(options.policy));
  return {
    ...options,
    members,
    memberOrganisations: members.organisations,
    endorsement: options.endorsementPolicy ? namedPolicy(options.endorsementPolicy, config) : undefined,
  };
}

/** The collection of one organisation: open to every reader of the channel on that organisation's peers. */
export function implicitCollection(mspId: string, config: ChannelConfig): Collection {
  return {
    name: implicitCollectionName(mspId),
    members: new SignaturePolicy(parsePolicyText(`OR('${mspId}.member')`)),
    memberOrganisations: new Set([mspId]),
    endorsement: config.organisationPolicy(mspId, 'Endorsement'),
    requiredPeerCount: 0,
    maxPeerCount: 0,
    blockToLive: 0,
    memberOnlyRead: false,
    memberOnlyWrite: false,
  };
}

/** A policy given as a path of the channel configuration or as signature policy text; undefined if the path leads nowhere. */
export function namedPolicy(text: string, config: ChannelConfig): Policy | undefined {
  return text.startsWith('/') ? config.policy(text) : new SignaturePolicy(parsePolicyText(text));
}
