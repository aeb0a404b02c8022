// SPDX-License-Identifier: Apache-2.0
import { foundMembers } from '../founding/found-members.js';
import type { OrganisationMaterial } from '../crypto/organisation.js';
import { clientAddress, type NetworkPlan, type OrganisationPlan } from './plan.js';
import { retryUntilReady } from './retry.js';

/** Has the first members written into their register, once, by the administrator of one organisation. */
export async function foundNetwork(
  plan: NetworkPlan,
  by: { readonly organisation: OrganisationPlan; readonly material: OrganisationMaterial },
  members: string,
): Promise<void> {
  const [peer] = by.organisation.peers;
  if (peer === undefined) return;
  const { admin, tlsRoot } = by.material;
  const founding = {
    channel: plan.topology.channel,
    members,
    organisations: plan.organisations.map(({ id }) => id),
  };
  const client = {
    mspId: by.organisation.id,
    certificate: admin.certificate,
    key: admin.key,
    endpoint: clientAddress(peer),
    tlsRootCert: tlsRoot,
  };
  // Right after a start the first peer has not yet heard of the others by gossip.
  await retryUntilReady(() => foundMembers(founding, client));
}
