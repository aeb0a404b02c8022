// SPDX-License-Identifier: Apache-2.0
/** The client of ChainShare 链享: publish, query, follow and verify what an industry chain tells each other. */
export { connect, type CommonOptions, type GatewayOptions, type NetworkOptions } from './connect.js';
export { Client, type ExplainQuestion, type Filters } from './client.js';
export type { ChangesOptions } from './changes.js';
export type { Directory, Member } from './directory.js';
export type { ExportForm, ExportOptions } from './exports.js';
export type { Grant, Grants } from './grants.js';
export type { ImportOptions } from './imports.js';
export type { Mapping, Mappings, VersionedMapping } from './mappings.js';
export type { Policies, PolicyChange } from './policies.js';
export { audienceOf, type FileOptions, type PublishOptions } from './publish.js';
export type { EnterpriseSettings, Settings, VersionedSettings } from './settings.js';
export { contentTypeOf, type UploadSource } from './upload-body.js';
export { newIdempotencyKey } from './idempotency-key.js';
export { Listing } from './http/listing.js';
export type { RetryPolicy } from './http/retry.js';
export type { NetworkEnterprise, NetworkFile, TokenRole } from './network-file.js';
export type { KindName, Published, Reserved, ValuesOf } from './kinds.js';
export type * from './answers.js';
export {
  AccessError,
  ChainShareError,
  ConflictError,
  GatewayFaultError,
  NotFoundError,
  OutcomeUnknownError,
  RequestError,
  UnavailableError,
  type ErrorFacts,
  type Fault,
} from './errors.js';
export * from './verify/index.js';
