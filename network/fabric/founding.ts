// SPDX-License-Identifier: Apache-2.0
import { foundMembers, FoundingRefusedError } from '../founding/found-members.js';
import type { OrganisationMaterial } from '../crypto/organisation.js';
import { NetworkError } from './network-error.js';
import { clientAddress, type NetworkPlan, type OrganisationPlan } from './plan.js';
import { retryUntilReady } from './retry.js';

/**
 * Has the first members written into their register, once, by the administrator of one organisation.
 * @throws NetworkError MEMBERS_REFUSED, GatewayError when an organisation cannot be reached
 */
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
  const refusal = await retryUntilReady(() =>
    foundMembers(founding, client).catch((error: unknown) => {
      if (error instanceof FoundingRefusedError) return error;
      throw error;
    }),
  );
  if (refusal === undefined) return;
  throw new NetworkError('MEMBERS_REFUSED', { reason: refusal.message }, { cause: refusal });
}
