// SPDX-License-Identifier: Apache-2.0
import type { Channel } from '../channel/channel.js';
import { PLANS_CACHED } from '../limits.js';
import type { ChaincodeCall } from '../peer/interest.js';
import type { Policy } from '../policy/policy.js';
import { SignaturePolicy } from '../policy/signature-policy.js';
import { common } from '../protos/index.js';
import type { EndorsingPeer, PeerDirectory } from './directory.js';

/**
 * Chooses the organisations whose endorsements satisfy all policies of a transaction, none of them superfluous
 * (discovery/endorsement/endorsement.go). The own organisation is preferred, but only if it belongs to such a set.
 */
export class Planner {
  readonly #channel: Channel;
  readonly #directory: PeerDirectory;
  readonly #cache = new Map<string, readonly EndorsingPeer[] | undefined>();

  constructor(channel: Channel, directory: PeerDirectory) {
    this.#channel = channel;
    this.#directory = directory;
  }

  /** The peers to ask, the own one first, or undefined if no set of running peers satisfies the policies. */
  plan(interest: readonly ChaincodeCall[]): readonly EndorsingPeer[] | undefined {
    const peers = this.#directory.running();
    const key = JSON.stringify([
      this.#channel.config.sequence,
      peers.map(({ mspId }) => mspId),
      interest.map((call) => ({
        ...call,
        keyPolicies: call.keyPolicies.map((policy) => Buffer.from(policy).toString('base64')),
      })),
    ]);
    if (this.#cache.has(key)) return this.#cache.get(key);
    const found = this.#search(interest, peers);
    if (this.#cache.size >= PLANS_CACHED) this.#cache.clear();
    this.#cache.set(key, found);
    return found;
  }

  #search(
    interest: readonly ChaincodeCall[],
    peers: readonly EndorsingPeer[],
  ): readonly EndorsingPeer[] | undefined {
    const policies = interest.flatMap((call) => this.#policies(call));
    const allowed = peers.filter(({ mspId }) => interest.every((call) => this.#mayEndorse(mspId, call)));
    return withoutSuperfluous(allowed, (some) => satisfiesAll(policies, some));
  }

  #policies({ name, collections, disregardsChaincodePolicy, keyPolicies }: ChaincodeCall): Policy[] {
    const definition = this.#channel.definition(name);
    if (!definition) return [];
    const own = collections.flatMap((one) => this.#channel.collection(name, one)?.endorsement ?? []);
    const general = own.length === 0 && !disregardsChaincodePolicy ? [definition.endorsement] : [];
    const keys = keyPolicies.map(
      (encoded) => new SignaturePolicy(common.SignaturePolicyEnvelope.deserializeBinary(encoded)),
    );
    return [...own, ...general, ...keys];
  }

  #mayEndorse(mspId: string, { name, collections, noPrivateReads }: ChaincodeCall): boolean {
    if (noPrivateReads) return true;
    return collections.every((one) => this.#channel.collection(name, one)?.memberOrganisations.has(mspId));
  }
}

function satisfiesAll(policies: readonly Policy[], peers: readonly EndorsingPeer[]): boolean {
  const identities = peers.flatMap(({ identity }) => identity ?? []);
  return policies.every((policy) => policy.evaluate(identities));
}

/**
 * Leaves out one peer after the other, the own one last, while the rest still passes: what remains has no superfluous
 * organisation, and the own one is in it whenever it can be. One try per peer, however many organisations there are.
 */
function withoutSuperfluous(
  peers: readonly EndorsingPeer[],
  passes: (some: readonly EndorsingPeer[]) => boolean,
): readonly EndorsingPeer[] | undefined {
  if (!passes(peers)) return undefined;
  let kept = peers;
  for (const candidate of [...peers].reverse()) {
    const rest = kept.filter((one) => one !== candidate);
    if (passes(rest)) kept = rest;
  }
  return kept;
}
