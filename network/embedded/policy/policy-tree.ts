// SPDX-License-Identifier: Apache-2.0
import type { Identity } from '../identity/identity.js';
import { common } from '../protos/index.js';
import { REJECT_ALL, type Policy } from './policy.js';
import { SignaturePolicy } from './signature-policy.js';

/** A policy over the policies of the same name one level below (common/policies/implicitmeta.go). */
class ImplicitMetaPolicy implements Policy {
  readonly #parts: readonly Policy[];
  readonly #threshold: number;

  constructor(parts: readonly Policy[], rule: number) {
    const { ANY, ALL } = common.ImplicitMetaPolicy.Rule;
    this.#parts = parts;
    if (rule === ANY) this.#threshold = 1;
    else if (rule === ALL) this.#threshold = parts.length;
    else this.#threshold = Math.floor(parts.length / 2) + 1;
    // Without parts nobody could ever sign; Fabric then lets everybody pass (a group without organisations).
    if (parts.length === 0) this.#threshold = 0;
  }

  evaluate(identities: readonly Identity[]): boolean {
    let count = 0;
    for (const part of this.#parts) {
      if (count >= this.#threshold) return true;
      if (part.evaluate(identities)) count++;
    }
    return count >= this.#threshold;
  }
}

/** All policies of a channel configuration by their path, for example `/Channel/Application/Writers`. */
export class PolicyTree {
  readonly #byPath = new Map<string, Policy>();

  constructor(root: common.ConfigGroup) {
    this.#add('/Channel', root);
  }

  /** The policy at the path, or undefined. */
  get(path: string): Policy | undefined {
    return this.#byPath.get(path);
  }

  #add(path: string, group: common.ConfigGroup): void {
    const children: string[] = [];
    for (const [name, child] of group.getGroupsMap().entries()) {
      children.push(`${path}/${name}`);
      this.#add(`${path}/${name}`, child);
    }
    for (const [name, entry] of group.getPoliciesMap().entries()) {
      this.#byPath.set(`${path}/${name}`, this.#read(entry.getPolicy(), children));
    }
  }

  #read(policy: common.Policy | undefined, children: readonly string[]): Policy {
    const { SIGNATURE, IMPLICIT_META } = common.Policy.PolicyType;
    if (policy?.getType() === SIGNATURE) {
      return new SignaturePolicy(common.SignaturePolicyEnvelope.deserializeBinary(policy.getValue_asU8()));
    }
    if (policy?.getType() !== IMPLICIT_META) return REJECT_ALL;
    const meta = common.ImplicitMetaPolicy.deserializeBinary(policy.getValue_asU8());
    const parts = children.map((child) => this.#byPath.get(`${child}/${meta.getSubPolicy()}`) ?? REJECT_ALL);
    return new ImplicitMetaPolicy(parts, meta.getRule());
  }
}
