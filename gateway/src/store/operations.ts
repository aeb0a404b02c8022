// SPDX-License-Identifier: Apache-2.0
/**
 * Every operation that the store's threads run, by name. Writes touching the vault are wrapped in `inVault`,
 * those touching the projection in `inProjection`; one that needs both commits the vault first and can be
 * repeated. Reads run on a snapshot.
 */
import { accessLogAdd, accessLogPage } from '../vault/access-log.js';
import { metaGet, metaSet } from '../vault/meta.js';
import { grantRevoke, grantRevokeTold } from '../vault/grant-revocation.js';
import { grantEndedAdd } from '../vault/grants-ended.js';
import { countedTwin, missingCount } from '../vault/missing.js';
import { pinnedKeyAdd, pinnedKeyList } from '../vault/pinned-keys.js';
import {
  openedForget,
  openedGrant,
  openedUnpulled,
  receivedKeep,
  receivedKnown,
  receivedRead,
} from '../vault/received.js';
import { counterList } from '../vault/counters.js';
import { grantGivenOf, grantGivenRevokePolicy, grantGivenUntold } from '../vault/grants-given.js';
import { idempotencyPrune, idempotencyRead } from '../vault/idempotency.js';
import { jobFailed, jobPublications, jobRead, jobReading, jobSealed } from '../vault/jobs.js';
import {
  outboxCommitted,
  outboxEndorsed,
  outboxLoad,
  outboxOpen,
  outboxRefused,
  outboxReopen,
  outboxSubmitted,
} from '../vault/outbox.js';
import { policyCreate, policyEnd, policyList, policyRead, policyReplace } from '../vault/policies.js';
import { publishStore } from '../vault/publish-store.js';
import { applyBlock } from '../projection/block.js';
import { readChangePage } from '../projection/change-page.js';
import { readChangeStart } from '../projection/change-start.js';
import { readCheckpoint } from '../projection/checkpoint.js';
import { promoteWaiting } from '../projection/current.js';
import { readGrantPage } from '../projection/list/grant-page.js';
import { readRecordPage } from '../projection/list/record-page.js';
import { readDirectory } from '../projection/members.js';
import { readHeldRecord, readRecord } from '../projection/one-record.js';
import { applyOpened } from '../projection/opened.js';
import { readOverview } from '../projection/overview.js';
import {
  endGrants,
  readPending,
  readPublication,
  setMissing,
  setPublicationState,
} from '../projection/states.js';
import { inProjection, inSnapshot, inVault } from './operation.js';

/** Operations of the writing thread, executed one after another. Sorted by name. */
export const writes = {
  'access-log.add': inVault(accessLogAdd),
  'grant-ended.add': inVault(grantEndedAdd),
  'grant-given.revoke': inVault(grantRevoke),
  'grant-given.revoke-told': inVault(grantRevokeTold),
  'grant-given.revoke-policy': inVault(grantGivenRevokePolicy),
  'idempotency.prune': inVault(idempotencyPrune),
  'job.failed': inVault(jobFailed),
  'meta.set': inVault(metaSet),
  'opened.forget': inVault(openedForget),
  'opened.grant': inVault(openedGrant),
  'outbox.committed': inVault(outboxCommitted),
  'outbox.endorsed': inVault(outboxEndorsed),
  'outbox.refused': inVault(outboxRefused),
  'outbox.reopen': inVault(outboxReopen),
  'outbox.submitted': inVault(outboxSubmitted),
  'pinned-key.add': inVault(pinnedKeyAdd),
  'policy.create': inVault(policyCreate),
  'policy.end': inVault(policyEnd),
  'policy.replace': inVault(policyReplace),
  'project.block': inProjection(applyBlock),
  'project.ended': inProjection(endGrants),
  'project.missing': inProjection(setMissing),
  'project.opened': inProjection(applyOpened),
  'project.promote': inProjection(promoteWaiting),
  'project.state': inProjection(setPublicationState),
  'publish.store': inVault(publishStore),
  'received.keep': inVault(receivedKeep),
} as const;

/** Operations of the reading thread. Sorted by name. */
export const reads = {
  'access-log.page': accessLogPage,
  'change.page': inSnapshot(readChangePage),
  'change.start': inSnapshot(readChangeStart),
  'counter.list': counterList,
  directory: readDirectory,
  'grant-given.of': grantGivenOf,
  'grant-given.untold': grantGivenUntold,
  'grant.page': readGrantPage,
  'idempotency.read': idempotencyRead,
  'job.publications': jobPublications,
  'job.read': jobRead,
  'job.reading': jobReading,
  'job.sealed': jobSealed,
  'meta.get': metaGet,
  'missing.count': missingCount,
  'missing.twin': countedTwin,
  'opened.unpulled': openedUnpulled,
  'outbox.load': outboxLoad,
  'outbox.open': outboxOpen,
  'pinned-key.list': pinnedKeyList,
  'policy.list': policyList,
  'policy.read': policyRead,
  overview: readOverview,
  'project.checkpoint': readCheckpoint,
  'project.pending': readPending,
  'project.publication': readPublication,
  'record.held': readHeldRecord,
  'record.page': readRecordPage,
  'record.read': readRecord,
  'received.known': receivedKnown,
  'received.read': receivedRead,
} as const;

/** The operations by name, as types. */
export type Writes = typeof writes;
export type Reads = typeof reads;
