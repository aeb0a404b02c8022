// SPDX-License-Identifier: Apache-2.0
import { verify, type KeyObject, type X509Certificate } from 'node:crypto';
import type { Role } from './role.js';
import { isLowS } from './signature.js';
import { rememberVerified, wasVerified } from './verified-signatures.js';

/** What an identity asks of the MSP of its organisation. */
export interface MembershipRules {
  readonly mspId: string;
  /** Why an identity is refused, or undefined. */
  judge(identity: Identity): string | undefined;
  /** Whether a valid identity holds a role. */
  holds(identity: Identity, role: Role): boolean;
}

/** A certificate as one organisation's MSP sees it. */
export class Identity {
  readonly msp: MembershipRules;
  readonly certificate: X509Certificate;
  readonly serialized: Buffer;
  readonly organisationalUnits: ReadonlySet<string>;
  #fault: string | undefined;
  #judged = false;
  #publicKey: KeyObject | undefined;

  constructor(msp: MembershipRules, certificate: X509Certificate, serialized: Buffer) {
    this.msp = msp;
    this.certificate = certificate;
    this.serialized = serialized;
    const units = certificate.subject.split('\n').filter((line) => line.startsWith('OU='));
    this.organisationalUnits = new Set(units.map((line) => line.slice('OU='.length)));
  }

  get mspId(): string {
    return this.msp.mspId;
  }

  /** Why the MSP refuses the certificate, or undefined. Expiry is judged elsewhere, as in Fabric (FAB-3678). */
  get fault(): string | undefined {
    if (!this.#judged) {
      this.#fault = this.msp.judge(this);
      this.#judged = true;
    }
    return this.#fault;
  }

  /** Whether the signature over the data is this identity's, with low S. */
  verify(data: Uint8Array, signature: Uint8Array): boolean {
    if (!isLowS(signature)) return false;
    if (wasVerified(this.serialized, data, signature)) return true;
    this.#publicKey ??= this.certificate.publicKey;
    if (!verify('sha256', data, this.#publicKey, signature)) return false;
    rememberVerified(this.serialized, data, signature);
    return true;
  }

  /** Whether the certificate has run out at this moment. */
  isExpired(now = Date.now()): boolean {
    return new Date(this.certificate.validTo).getTime() < now;
  }

  /** Whether the identity is valid and holds the role in the organisation named. */
  holds(mspId: string, role: Role): boolean {
    if (this.mspId !== mspId || this.fault !== undefined) return false;
    return this.msp.holds(this, role);
  }
}
