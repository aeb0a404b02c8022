// SPDX-License-Identifier: Apache-2.0
import { ROLES, type Role } from '../identity/role.js';
import { common, encode, msp } from '../protos/index.js';

/** A signature policy by one role of each organisation: any one of them is enough. */
export function anyRoleOf(mspId: string, roles: readonly Role[]): common.SignaturePolicyEnvelope {
  return parsePolicyText(`OR(${roles.map((role) => `'${mspId}.${role}'`).join(',')})`);
}

/**
 * Reads the policy language of the Fabric tools, for example `OR('A.peer', AND('B.admin', 'C.member'))` or
 * `OutOf(2, 'A.peer', 'B.peer', 'C.peer')`.
 * @throws Error that names the place when the text is not a policy.
 */
export function parsePolicyText(text: string): common.SignaturePolicyEnvelope {
  const reader = new PolicyReader(text);
  const envelope = new common.SignaturePolicyEnvelope();
  envelope.setRule(reader.read());
  envelope.setIdentitiesList([...reader.principals]);
  return envelope;
}

class PolicyReader {
  readonly principals: msp.MSPPrincipal[] = [];
  readonly #text: string;
  readonly #indexes = new Map<string, number>();
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): common.SignaturePolicy {
    const rule = this.#rule();
    this.#blanks();
    if (this.#at < this.#text.length) this.#fail('the end');
    return rule;
  }

  #rule(): common.SignaturePolicy {
    const [, , mspId, role] = this.#match(/\s*(['"])([^'"]+)\.(\w+)\1/y) ?? [];
    if (mspId !== undefined && role !== undefined) return this.#signedBy(mspId, role);
    const [, operator] = this.#match(/\s*(AND|OR|OutOf)\s*\(/iy) ?? [];
    switch (operator?.toLowerCase()) {
      case 'and': {
        const rules = this.#rules();
        return nOutOf(rules.length, rules);
      }
      case 'or':
        return nOutOf(1, this.#rules());
      case 'outof':
        return nOutOf(this.#number(), this.#rules());
      default:
        return this.#fail("AND, OR, OutOf or '<mspId>.<role>'");
    }
  }

  /** Rules between commas, up to the closing bracket. */
  #rules(): common.SignaturePolicy[] {
    const rules = [this.#rule()];
    while (this.#match(/\s*,/y)) rules.push(this.#rule());
    if (!this.#match(/\s*\)/y)) this.#fail(')');
    return rules;
  }

  /** The first argument of OutOf. */
  #number(): number {
    const found = this.#match(/\s*'?(\d+)'?\s*,/y);
    return found ? Number(found[1]) : this.#fail('a number');
  }

  #signedBy(mspId: string, role: string): common.SignaturePolicy {
    const index = ROLES.indexOf(role as Role);
    if (index < 0) this.#fail(`one of the roles ${ROLES.join(', ')}`);
    const name = `${mspId}.${role}`;
    let at = this.#indexes.get(name);
    if (at === undefined) {
      at = this.principals.length;
      this.#indexes.set(name, at);
      this.principals.push(rolePrincipal(mspId, index as 0 | 1 | 2 | 3 | 4));
    }
    const policy = new common.SignaturePolicy();
    policy.setSignedBy(at);
    return policy;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text) ?? undefined;
    if (found) this.#at = pattern.lastIndex;
    return found;
  }

  #blanks(): void {
    this.#match(/\s*/y);
  }

  #fail(expected: string): never {
    throw new Error(`policy: expected ${expected} at ${this.#at} in ${this.#text}`);
  }
}

function nOutOf(count: number, rules: common.SignaturePolicy[]): common.SignaturePolicy {
  const group = new common.SignaturePolicy.NOutOf();
  group.setN(count);
  group.setRulesList(rules);
  const policy = new common.SignaturePolicy();
  policy.setNOutOf(group);
  return policy;
}

function rolePrincipal(mspId: string, role: 0 | 1 | 2 | 3 | 4): msp.MSPPrincipal {
  const message = new msp.MSPRole();
  message.setMspIdentifier(mspId);
  message.setRole(role);
  const principal = new msp.MSPPrincipal();
  principal.setPrincipalClassification(msp.MSPPrincipal.Classification.ROLE);
  principal.setPrincipal(encode(message));
  return principal;
}
