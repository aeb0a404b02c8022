// SPDX-License-Identifier: Apache-2.0
/**
 * What the store's reading thread runs, by name, on a snapshot. Nothing below imports the kinds, and so of the
 * model only single modules: every gateway that starts loads this in a thread, and kinds would be most of that time.
 */
import { accessLogPage } from '../vault/access-log.js';
import { metaGet } from '../vault/meta.js';
import { countedTwin, missingCount } from '../vault/missing.js';
import { pinnedKeyList } from '../vault/pinned-keys.js';
import { openedUnpulled, receivedKnown, receivedRead } from '../vault/received.js';
import { counterList } from '../vault/counters.js';
import { grantGivenOf, grantGivenUntold } from '../vault/grants-given.js';
import { idempotencyRead } from '../vault/idempotency.js';
import { jobPublications, jobRead, jobReading, jobSealed, jobUnsettled } from '../vault/jobs.js';
import { outboxLoad, outboxOpen } from '../vault/outbox.js';
import { policyList, policyRead } from '../vault/policies.js';
import { rememberedRead } from '../vault/remembered.js';
import { readChangePage } from '../projection/change-page.js';
import { readChangeStart } from '../projection/change-start.js';
import { readCheckpoint } from '../projection/checkpoint.js';
import { readDescribedSorts, readKnownCodes } from '../projection/known-codes.js';
import { readGrantPage } from '../projection/list/grant-page.js';
import { readRecordPage } from '../projection/list/record-page.js';
import { readDirectory } from '../projection/members.js';
import { readHeldRecord, readRecord } from '../projection/one-record.js';
import { readOverview } from '../projection/overview.js';
import { readOwnCurrent } from '../projection/own-current.js';
import { readStatedAliases } from '../projection/stated-aliases.js';
import { readPending, readPublication } from '../projection/states.js';

/** Operations of the reading thread. Sorted by name. */
export const reads = {
  'access-log.page': accessLogPage,
  'alias.stated': readStatedAliases,
  'change.page': readChangePage,
  'change.start': readChangeStart,
  'code.described': readDescribedSorts,
  'code.known': readKnownCodes,
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
  'job.unsettled': jobUnsettled,
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
  'record.own-current': readOwnCurrent,
  'record.page': readRecordPage,
  'record.read': readRecord,
  'received.known': receivedKnown,
  'received.read': receivedRead,
  'remembered.read': rememberedRead,
} as const;

/** The reads by name, as a type. */
export type Reads = typeof reads;
