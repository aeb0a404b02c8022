// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { IDENTITIES_CACHED } from '../limits.js';
import { buffer, msp } from '../protos/index.js';
import { Identity, type MembershipRules } from './identity.js';
import type { Role } from './role.js';

/** Data, who is said to have signed it, and the signature. */
export interface SignedData {
  readonly data: Uint8Array;
  readonly identity: Uint8Array;
  readonly signature: Uint8Array;
}

// A chain of root, intermediate and leaf is what certificate authorities issue; longer ones are a mistake or an attack.
const CHAIN_LENGTH_MAX = 5;

/** One organisation's rules of membership, read from its entry in the channel configuration. */
export class Msp implements MembershipRules {
  readonly mspId: string;
  readonly #roots: readonly X509Certificate[];
  readonly #intermediates: readonly X509Certificate[];
  readonly #nodeUnits: ReadonlyMap<string, Role> | undefined;

  /** @throws Error when a certificate of the configuration cannot be read. */
  constructor(config: msp.FabricMSPConfig) {
    this.mspId = config.getName();
    this.#roots = certificates(config.getRootCertsList_asU8());
    this.#intermediates = certificates(config.getIntermediateCertsList_asU8());
    this.#nodeUnits = nodeUnits(config.getFabricNodeOus());
  }

  /** Whether the certificate leads to a root of this organisation, at the time Fabric looks at: its own start plus 1 s. */
  isIssuerOf(certificate: X509Certificate): boolean {
    const at = new Date(certificate.validFrom).getTime() + 1000;
    let leaf = certificate;
    for (let length = 1; length < CHAIN_LENGTH_MAX; length++) {
      if (this.#roots.some((root) => issued(root, leaf, at))) return true;
      const next = this.#intermediates.find((authority) => issued(authority, leaf, at));
      if (!next) return false;
      leaf = next;
    }
    return false;
  }

  /** Why an identity is refused, or undefined (msp/mspimplvalidate.go). */
  judge(identity: Identity): string | undefined {
    if (identity.certificate.ca) return 'A CA certificate cannot be used directly by this MSP';
    if (!this.isIssuerOf(identity.certificate)) return 'could not obtain certification chain';
    if (!this.#nodeUnits) return undefined;
    const roles = [...identity.organisationalUnits].filter((unit) => this.#nodeUnits?.has(unit));
    return roles.length === 1
      ? undefined
      : 'the identity must have exactly one role by its organisational unit';
  }

  /** Whether a valid identity of this organisation holds the role. */
  holds(identity: Identity, role: Role): boolean {
    if (role === 'member') return true;
    return [...identity.organisationalUnits].some((unit) => this.#nodeUnits?.get(unit) === role);
  }
}

/** The organisations of one channel configuration. */
export class Msps {
  readonly #byId: ReadonlyMap<string, Msp>;
  readonly #identities = new Map<string, Identity>();

  constructor(msps: readonly Msp[]) {
    this.#byId = new Map(msps.map((one) => [one.mspId, one]));
  }

  /** Whether the channel knows the organisation. */
  has(mspId: string): boolean {
    return this.#byId.has(mspId);
  }

  /**
   * Reads a serialized identity. Undefined when the organisation is unknown, the certificate unreadable, or its issuer
   * foreign: Fabric needs the issuer already to read it ("creator is malformed").
   */
  deserialize(serialized: Uint8Array): Identity | undefined {
    const key = buffer(serialized).toString('latin1');
    const known = this.#identities.get(key);
    if (known) return known;
    const identity = this.#read(serialized);
    if (!identity) return undefined;
    if (this.#identities.size >= IDENTITIES_CACHED) this.#identities.clear();
    this.#identities.set(key, identity);
    return identity;
  }

  /** The valid identity that made a signature, or undefined when there is none or the signature is not its own. */
  signer({ data, identity: serialized, signature }: SignedData): Identity | undefined {
    const identity = this.deserialize(serialized);
    if (identity?.fault !== undefined) return undefined;
    return identity?.verify(data, signature) ? identity : undefined;
  }

  #read(serialized: Uint8Array): Identity | undefined {
    try {
      const message = msp.SerializedIdentity.deserializeBinary(serialized);
      const owner = this.#byId.get(message.getMspid());
      if (!owner) return undefined;
      const certificate = new X509Certificate(buffer(message.getIdBytes_asU8()));
      if (!owner.isIssuerOf(certificate)) return undefined;
      return new Identity(owner, certificate, Buffer.from(serialized));
    } catch {
      return undefined; // bytes from outside that are no identity
    }
  }
}

function certificates(pems: readonly Uint8Array[]): X509Certificate[] {
  return pems.map((pem) => new X509Certificate(pem));
}

function issued(authority: X509Certificate, leaf: X509Certificate, at: number): boolean {
  const begins = new Date(authority.validFrom).getTime();
  const ends = new Date(authority.validTo).getTime();
  return at >= begins && at <= ends && leaf.checkIssued(authority) && leaf.verify(authority.publicKey);
}

function nodeUnits(config: msp.FabricNodeOUs | undefined): ReadonlyMap<string, Role> | undefined {
  if (!config?.getEnable()) return undefined;
  const units = new Map<string, Role>();
  const add = (role: Role, identifier: msp.FabricOUIdentifier | undefined): void => {
    if (identifier) units.set(identifier.getOrganizationalUnitIdentifier(), role);
  };
  add('client', config.getClientOuIdentifier());
  add('peer', config.getPeerOuIdentifier());
  add('admin', config.getAdminOuIdentifier());
  add('orderer', config.getOrdererOuIdentifier());
  return units;
}
