// SPDX-License-Identifier: Apache-2.0
import { common } from '@hyperledger/fabric-protos';
import type { Channel, Definition } from '../channel/channel.js';
import type { Identity } from '../identity/identity.js';
import { signersOf } from '../policy/signed-data.js';
import { SignaturePolicy } from '../policy/signature-policy.js';
import { decodeMetadata } from '../simulation/decode-set.js';
import type { NamespaceSet } from '../simulation/read-write-set.js';
import { hashedNamespace } from '../storage/keys.js';
import type { StateReader } from '../storage/state.js';
import { Code, type EndorsedAction } from './transaction.js';

/** Name of the key metadata that holds a key's own endorsement policy. */
export const VALIDATION_PARAMETER = 'VALIDATION_PARAMETER';

/**
 * Judges the endorsements of a block's transactions in order: the policy of a key, else of its collection, else of the
 * chaincode (core/common/validation/statebased).
 */
export class EndorsementCheck {
  readonly #channel: Channel;
  readonly #state: StateReader;
  readonly #changedPolicies = new Set<string>();

  constructor(channel: Channel, state: StateReader) {
    this.#channel = channel;
    this.#state = state;
  }

  /** The code of a transaction; a key whose policy an earlier transaction of the block changed fails. */
  judge(action: EndorsedAction): number {
    const signers = signersOf(
      this.#channel.config.msps,
      action.endorsements.map((endorsement) => ({
        data: Buffer.concat([action.proposalResponse, endorsement.getEndorser_asU8()]),
        identity: endorsement.getEndorser_asU8(),
        signature: endorsement.getSignature_asU8(),
      })),
    );
    const written = action.sets.filter(hasWrites);
    for (const namespace of new Set([action.chaincode, ...written.map((set) => set.namespace)])) {
      const definition = this.#channel.definition(namespace);
      if (!definition) return Code.INVALID_CHAINCODE;
      const set = written.find((one) => one.namespace === namespace);
      if (!this.#isSatisfied(definition, set, signers)) return Code.ENDORSEMENT_POLICY_FAILURE;
    }
    for (const set of written) this.#notePolicyChanges(set);
    return Code.VALID;
  }

  #isSatisfied(definition: Definition, set: NamespaceSet | undefined, signers: readonly Identity[]): boolean {
    const namespace = definition.options.name;
    const satisfied = new Map<string, boolean>();
    const general = (collection: string): boolean => {
      let answer = satisfied.get(collection);
      if (answer === undefined) {
        answer = generalPolicyHolds(definition, collection, signers);
        satisfied.set(collection, answer);
      }
      return answer;
    };
    const keys = set ? writtenKeys(set) : [];
    if (keys.length === 0) return general('');
    return keys.every(({ collection, key }) => {
      if (this.#changedPolicies.has(place(namespace, collection, key))) return false;
      const stored = this.#keyPolicy(namespace, collection, key);
      return stored ? keyPolicyHolds(stored, signers) : general(collection);
    });
  }

  #keyPolicy(namespace: string, collection: string, key: string): Uint8Array | undefined {
    const found =
      collection === ''
        ? this.#state.get(namespace, key)
        : this.#state.get(hashedNamespace(namespace, collection), Buffer.from(key, 'latin1'));
    const policy = decodeMetadata(found?.metadata).get(VALIDATION_PARAMETER);
    return policy?.length ? policy : undefined;
  }

  #notePolicyChanges({ namespace, metadata, collections }: NamespaceSet): void {
    for (const { key } of metadata) this.#changedPolicies.add(place(namespace, '', key));
    for (const collection of collections) {
      for (const { keyHash } of collection.metadata) {
        this.#changedPolicies.add(place(namespace, collection.name, keyHash));
      }
    }
  }
}

function generalPolicyHolds(
  definition: Definition,
  collection: string,
  signers: readonly Identity[],
): boolean {
  if (collection === '') return definition.endorsement.evaluate(signers);
  const found = definition.collections.get(collection);
  if (!found) return false;
  return (found.endorsement ?? definition.endorsement).evaluate(signers);
}

function keyPolicyHolds(encoded: Uint8Array, signers: readonly Identity[]): boolean {
  try {
    return new SignaturePolicy(common.SignaturePolicyEnvelope.deserializeBinary(encoded)).evaluate(signers);
  } catch {
    return false; // chaincode may store any bytes as a policy; nobody satisfies what cannot be read
  }
}

function hasWrites({ writes, metadata, collections }: NamespaceSet): boolean {
  return (
    writes.length > 0 ||
    metadata.length > 0 ||
    collections.some((one) => one.writes.length > 0 || one.metadata.length > 0)
  );
}

function writtenKeys({ writes, metadata, collections }: NamespaceSet): { collection: string; key: string }[] {
  return [
    ...[...writes, ...metadata].map(({ key }) => ({ collection: '', key })),
    ...collections.flatMap((one) =>
      [...one.writes, ...one.metadata].map(({ keyHash }) => ({ collection: one.name, key: keyHash })),
    ),
  ];
}

function place(namespace: string, collection: string, key: string): string {
  return `${namespace}\0${collection}\0${key}`;
}
