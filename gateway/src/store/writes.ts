// SPDX-License-Identifier: Apache-2.0
/**
 * What the store's writing thread runs, by name. Writes touching the vault are wrapped in `inVault`, those
 * touching the projection in `inProjection`; one that needs both commits the vault first and can be repeated.
 */
import { accessLogAdd } from '../vault/access-log.js';
import { metaSet } from '../vault/meta.js';
import { grantRevoke, grantRevokeTold } from '../vault/grant-revocation.js';
import { grantEndedAdd } from '../vault/grants-ended.js';
import { pinnedKeyAdd } from '../vault/pinned-keys.js';
import { openedForget, openedGrant, receivedKeep } from '../vault/received.js';
import { grantGivenRevokePolicy } from '../vault/grants-given.js';
import { idempotencyPrune } from '../vault/idempotency.js';
import { jobFailed, jobPrune } from '../vault/jobs.js';
import {
  outboxCommitted,
  outboxEndorsed,
  outboxRefused,
  outboxReopen,
  outboxSubmitted,
} from '../vault/outbox.js';
import { policyCreate, policyEnd, policyReplace } from '../vault/policies.js';
import { publishStore } from '../vault/publish-store.js';
import { rememberedForget, rememberedPut } from '../vault/remembered.js';
import { applyBlock } from '../projection/block.js';
import { promoteWaiting } from '../projection/current.js';
import { applyOpened } from '../projection/opened.js';
import { endGrants, setMissing, setPublicationState } from '../projection/states.js';
import { inProjection, inVault, onEach } from './operation.js';

/** Operations of the writing thread, executed one after another. Sorted by name. */
export const writes = {
  'access-log.add': inVault(accessLogAdd),
  'grant-ended.add': inVault(grantEndedAdd),
  'grant-given.revoke': inVault(grantRevoke),
  'grant-given.revoke-told': inVault(grantRevokeTold),
  'grant-given.revoke-policy': inVault(grantGivenRevokePolicy),
  'idempotency.prune': inVault(idempotencyPrune),
  'job.failed': inVault(jobFailed),
  'job.prune': inVault(jobPrune),
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
  'project.opened': inProjection(onEach(applyOpened)),
  'project.promote': inProjection(promoteWaiting),
  'project.state': inProjection(setPublicationState),
  'publish.store': inVault(publishStore),
  'received.keep': inVault(onEach(receivedKeep)),
  'remembered.forget': inVault(rememberedForget),
  'remembered.put': inVault(rememberedPut),
} as const;

/** The writes by name, as a type. */
export type Writes = typeof writes;
