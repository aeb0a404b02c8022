// SPDX-License-Identifier: Apache-2.0
import { ensureOrderer, ensureOrganisation, type OrganisationMaterial } from '../crypto/organisation.js';
import { assertGivenCertificates, takeOverOrderer, takeOverOrganisation } from './given-certificates.js';
import type { NetworkPlan, OrganisationPlan } from './plan.js';
import { hostsOf } from './presented.js';

/**
 * Ensures the keys and certificates of every organisation and ordering node of the plan: made here and reused, or taken
 * over from an outside authority.
 * @throws NetworkError when what was given cannot be used; nothing is made or put anywhere then
 */
export async function ensureCrypto(plan: NetworkPlan): Promise<ReadonlyMap<string, OrganisationMaterial>> {
  assertGivenCertificates(plan);
  // One after another: nodes of one ordering organisation share its authority.
  for (const orderer of plan.orderers) {
    const { id, organisation, host, given } = orderer;
    if (given !== undefined) await takeOverOrderer(plan, orderer);
    else await ensureOrderer(plan.dataDir, { id, mspId: organisation, hosts: hostsOf(host) });
  }
  const materials = new Map<string, OrganisationMaterial>();
  for (const organisation of plan.organisations) {
    materials.set(organisation.id, await ensureMember(plan, organisation));
  }
  return materials;
}

function ensureMember(plan: NetworkPlan, organisation: OrganisationPlan): Promise<OrganisationMaterial> {
  if (organisation.given !== undefined) return takeOverOrganisation(organisation);
  const { id, peers } = organisation;
  const hosts = [...new Set(peers.flatMap(({ host }) => hostsOf(host)))];
  return ensureOrganisation(plan.dataDir, id, { peers: peers.length, hosts });
}
