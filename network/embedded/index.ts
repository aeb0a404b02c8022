// SPDX-License-Identifier: Apache-2.0
export { startEmbeddedLedger, type EmbeddedLedger, type PeerEndpoint } from './embedded-ledger.js';
export type {
  BlockOptions,
  ChaincodeOptions,
  CollectionOptions,
  EmbeddedLedgerOptions,
  OrdererOptions,
  OrganisationOptions,
  PeerCredentials,
} from './options.js';
