// SPDX-License-Identifier: Apache-2.0
import { canonical, LedgerError, parseFoundingList } from '@chainshare/chaincode/model';
import { DEMO_ENTERPRISES, type DemoEnterprise } from '../demo/enterprises.js';
import { NetworkError } from '../fabric/network-error.js';
import type { OrganisationTopology, Topology } from '../fabric/topology.js';

/** What is said of an organisation that the topology says nothing of. */
const ROLES = ['supplier', 'customer'];

/** A first member as clients see it. */
export type FirstMember = Pick<DemoEnterprise, 'id' | 'names' | 'roles'>;

/** The entry of each organisation in the register: the topology's, else that of the demonstration, else its bare id. */
export function firstMembers({ organisations }: Topology): readonly FirstMember[] {
  return organisations.map(entryOf);
}

/**
 * The text that every organisation's chaincode is started with and that `Found` writes: canonical, ascending by id.
 * @throws NetworkError MEMBERS_REFUSED, before anything is started for members that nobody could found
 */
export function foundingList(members: readonly FirstMember[]): string {
  const ascending = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  const list = canonical(
    ascending.map((member) => ({
      prefixes: [],
      accreditations: [],
      ...member,
      names: { ...member.names },
      roles: [...member.roles],
    })),
  );
  try {
    parseFoundingList(list);
  } catch (cause) {
    if (!(cause instanceof LedgerError)) throw cause;
    throw new NetworkError('MEMBERS_REFUSED', { reason: memberNamed(cause, ascending) }, { cause });
  }
  return list;
}

/** The refusal, with the name of the member whose place it tells. */
function memberNamed(error: LedgerError, members: readonly FirstMember[]): string {
  const { at } = error.facts;
  const index = typeof at === 'string' ? /^\/(\d+)/.exec(at)?.[1] : undefined;
  return `${members[Number(index)]?.id ?? '?'}: ${error.message}`;
}

function entryOf({ id, member }: OrganisationTopology): FirstMember {
  const known = DEMO_ENTERPRISES.find((enterprise) => enterprise.id === id);
  const { names, roles, gln, uscc } = known ?? { names: { zh: id, en: id }, roles: ROLES };
  const numbers = gln === undefined ? {} : { gln, uscc };
  return { names, roles, ...numbers, ...member, id };
}
