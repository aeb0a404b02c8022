// SPDX-License-Identifier: Apache-2.0
import { ensureOrderer, ensureOrganisation, type OrganisationMaterial } from '../crypto/organisation.js';
import type { NetworkPlan } from './plan.js';

/** Ensures the keys and certificates of every organisation and ordering node of the plan; reuses what exists. */
export async function ensureCrypto(plan: NetworkPlan): Promise<ReadonlyMap<string, OrganisationMaterial>> {
  // One after another: nodes of one ordering organisation share its authority.
  for (const { id, organisation, host } of plan.orderers) {
    await ensureOrderer(plan.dataDir, { id, mspId: organisation, hosts: hostsOf(host) });
  }
  const materials = new Map<string, OrganisationMaterial>();
  for (const { id, peers } of plan.organisations) {
    const hosts = [...new Set(peers.flatMap(({ host }) => hostsOf(host)))];
    materials.set(id, await ensureOrganisation(plan.dataDir, id, { peers: peers.length, hosts }));
  }
  return materials;
}

/** A node on this machine is also reached as localhost. */
function hostsOf(host: string): readonly string[] {
  return host === '127.0.0.1' ? [host, 'localhost'] : [host];
}
