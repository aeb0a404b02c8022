// SPDX-License-Identifier: Apache-2.0
import type { Section } from '@chainshare/chaincode/model';

/** One enterprise for which a publication is sealed, with what its wrap says. */
export interface StoredRecipient {
  readonly mspId: string;
  /** X25519, base64url. */
  readonly publicKey: string;
  readonly sections: readonly Section[];
  readonly purpose: number;
  readonly until: number;
  readonly epoch: number;
  readonly counter: number;
}

/** For whom a publication is sealed; stored as JSON until it is committed. */
export interface StoredAddressees {
  readonly audience: 'granted' | 'network' | 'public';
  readonly self: { readonly epoch: number; readonly counter: number };
  readonly recipients: readonly StoredRecipient[];
}

/** What is remembered of a grant, because the ledger cannot tell it. */
export interface GivenGrant {
  readonly enterprise: string;
  readonly sections: readonly Section[];
  readonly policies: readonly string[];
  readonly purpose: number;
  readonly until: number;
}

/** A finished publication with its keys. */
export interface SealedPublication {
  readonly id: string;
  readonly envelope: string;
  readonly sealed: Uint8Array;
  readonly headerKey: Uint8Array;
  readonly sectionKeys: Readonly<Record<Section, Uint8Array>>;
  readonly addressees: StoredAddressees;
  readonly grants: readonly GivenGrant[];
}
