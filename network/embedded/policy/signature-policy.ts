// SPDX-License-Identifier: Apache-2.0
import type { Identity } from '../identity/identity.js';
import { ROLES, type Role } from '../identity/role.js';
import { common, msp, sameBytes } from '../protos/index.js';
import type { Policy } from './policy.js';

type Principal = (identity: Identity) => boolean;
type Rule =
  { readonly principal: Principal } | { readonly threshold: number; readonly rules: readonly Rule[] };

/** A policy over signatures: principals combined by "n out of" (common/cauthdsl/cauthdsl.go). */
export class SignaturePolicy implements Policy {
  readonly #rule: Rule;
  /** MSP ids of the organisations that its roles name. */
  readonly organisations: ReadonlySet<string>;

  /** @throws Error when a rule names a principal that the envelope lacks. */
  constructor(envelope: common.SignaturePolicyEnvelope) {
    const identities = envelope.getIdentitiesList();
    const rule = envelope.getRule();
    if (!rule) throw new Error('a signature policy needs a rule');
    this.#rule = readRule(rule, identities.map(readPrincipal));
    this.organisations = new Set(identities.flatMap(roleOrganisation));
  }

  evaluate(identities: readonly Identity[]): boolean {
    return satisfied(
      this.#rule,
      identities,
      identities.map(() => false),
    );
  }
}

/** Each identity counts once; a failed branch gives its identities back. Greedy, without backtracking, as Fabric does. */
function satisfied(rule: Rule, identities: readonly Identity[], used: boolean[]): boolean {
  if ('principal' in rule) {
    const index = identities.findIndex((identity, at) => !used[at] && rule.principal(identity));
    if (index < 0) return false;
    used[index] = true;
    return true;
  }
  let count = 0;
  for (const branch of rule.rules) {
    const attempt = [...used];
    if (!satisfied(branch, identities, attempt)) continue;
    count++;
    attempt.forEach((value, at) => (used[at] = value));
  }
  return count >= rule.threshold;
}

function readRule(rule: common.SignaturePolicy, principals: readonly Principal[]): Rule {
  const group = rule.getNOutOf();
  if (group) {
    return {
      threshold: group.getN(),
      rules: group.getRulesList().map((branch) => readRule(branch, principals)),
    };
  }
  const principal = principals[rule.getSignedBy()];
  if (!principal) {
    throw new Error(
      `identity index out of range, requested ${rule.getSignedBy()}, but identities length is ${principals.length}`,
    );
  }
  return { principal };
}

function readRole(principal: msp.MSPPrincipal): { mspId: string; role: Role } | undefined {
  if (principal.getPrincipalClassification() !== msp.MSPPrincipal.Classification.ROLE) return undefined;
  const message = msp.MSPRole.deserializeBinary(principal.getPrincipal_asU8());
  const role = ROLES[message.getRole()];
  return role && { mspId: message.getMspIdentifier(), role };
}

function roleOrganisation(principal: msp.MSPPrincipal): string[] {
  const role = readRole(principal);
  return role ? [role.mspId] : [];
}

function readPrincipal(principal: msp.MSPPrincipal): Principal {
  const role = readRole(principal);
  if (role) return (identity) => identity.holds(role.mspId, role.role);
  if (principal.getPrincipalClassification() === msp.MSPPrincipal.Classification.IDENTITY) {
    const serialized = principal.getPrincipal_asU8();
    return (identity) => identity.fault === undefined && sameBytes(identity.serialized, serialized);
  }
  return () => false; // organisational units and anonymity need credentials that this ledger does not know
}
