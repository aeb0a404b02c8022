// SPDX-License-Identifier: Apache-2.0
import { canonical } from '@chainshare/chaincode/model';
import { DEMO_ENTERPRISES, type DemoEnterprise } from '../demo/enterprises.js';
import type { OrganisationTopology, Topology } from '../fabric/topology.js';

/** What is said of an organisation that the topology says nothing of. */
const ROLES = ['supplier', 'customer'];

/** A first member as clients see it. */
export type FirstMember = Pick<DemoEnterprise, 'id' | 'names' | 'roles'>;

/** The entry of each organisation in the register: the topology's, else that of the demonstration, else its bare id. */
export function firstMembers({ organisations }: Topology): readonly FirstMember[] {
  return organisations.map(entryOf);
}

/** The text that every organisation's chaincode is started with and that `Found` writes: canonical, ascending by id. */
export function foundingList(members: readonly FirstMember[]): string {
  const ascending = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  return canonical(
    ascending.map((member) => ({
      prefixes: [],
      accreditations: [],
      ...member,
      names: { ...member.names },
      roles: [...member.roles],
    })),
  );
}

function entryOf({ id, member }: OrganisationTopology): FirstMember {
  const known = DEMO_ENTERPRISES.find((enterprise) => enterprise.id === id);
  const { names, roles, gln, uscc } = known ?? { names: { zh: id, en: id }, roles: ROLES };
  const numbers = gln === undefined ? {} : { gln, uscc };
  return { names, roles, ...numbers, ...member, id };
}
