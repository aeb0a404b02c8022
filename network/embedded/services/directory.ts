// SPDX-License-Identifier: Apache-2.0
import type { Identity } from '../identity/identity.js';
import type { ProposalResult } from '../peer/endorser.js';
import type { Proposal } from '../peer/proposal.js';

/** A peer as gateways see it. */
export interface EndorsingPeer {
  readonly mspId: string;
  /** `host:port`. */
  readonly address: string;
  /** Whether the peer runs at this moment. */
  readonly isRunning: boolean;
  /** Its identity under the current configuration; undefined when its organisation is no member. */
  readonly identity: Identity | undefined;
  process(proposal: Proposal): Promise<ProposalResult>;
}

/** The peers of the channel, as service discovery would tell them to one gateway. */
export class PeerDirectory {
  readonly #peers: () => readonly EndorsingPeer[];
  /** The peer to which the gateway belongs. */
  readonly own: EndorsingPeer;

  constructor(own: EndorsingPeer, peers: () => readonly EndorsingPeer[]) {
    this.own = own;
    this.#peers = peers;
  }

  /** Members' peers, the own one first. */
  members(): EndorsingPeer[] {
    const members = this.#peers().filter(({ identity }) => identity !== undefined);
    return members.sort((a, b) => Number(b === this.own) - Number(a === this.own));
  }

  /** Members' peers that run. */
  running(): EndorsingPeer[] {
    return this.members().filter(({ isRunning }) => isRunning);
  }

  /** The running peer of an organisation, or undefined. */
  find(mspId: string): EndorsingPeer | undefined {
    return this.running().find((peer) => peer.mspId === mspId);
  }
}
