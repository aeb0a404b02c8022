// SPDX-License-Identifier: Apache-2.0
import { ArrivalChanges } from './changes/arrival-changes.js';
import type { ArrivalSignal } from './changes/arrival-signal.js';
import { instantNow, timeNow } from './clock.js';
import type { GatewayConfig } from './config.js';
import { GatewayError } from './errors.js';
import { Mappings } from './intake/mappings.js';
import { catalogue } from './kinds/catalogue.js';
import { blockEvidence } from './ledger/block-evidence.js';
import type { PublicationLedger } from './ledger/publication-ledger.js';
import { Policies } from './policy/policy-service.js';
import { AccessLog } from './projection/services/access-log.js';
import type { AccessRecorder } from './projection/services/access-recorder.js';
import { Grants } from './projection/services/grants.js';
import { Members } from './projection/services/members.js';
import { Records } from './projection/services/records.js';
import { Status } from './projection/services/status.js';
import type { Publishing } from './publish/publishing.js';
import type { GatewayServices, PublishService, StatusService } from './services.js';
import { EnterpriseSettings } from './settings.js';
import type { Statements } from './statements.js';
import type { Store } from './store/store.js';

/** What the services of one gateway are made of. */
export interface ServiceParts {
  readonly config: GatewayConfig;
  readonly store: Store;
  readonly ledger: PublicationLedger;
  readonly publishing: Publishing;
  readonly statements: Statements;
  readonly arrivals: ArrivalSignal;
  readonly accesses: AccessRecorder;
  /** Why the gateway cannot publish now, or `null`. */
  readonly obstacle: () => string | null;
}

/** Everything that one gateway offers to its HTTP side. */
export function servicesOf(parts: ServiceParts): GatewayServices {
  const { config, store, ledger, publishing, statements, arrivals, accesses } = parts;
  const { enterprise } = config;
  return {
    enterprise,
    publish: whenJoined(parts),
    records: new Records({ enterprise, store, ledger, accesses, now: instantNow, blockEvidence }),
    policies: new Policies({
      enterprise,
      store,
      catalogue,
      now: timeNow,
      tellEnded: () => publishing.grantEnds.tellAll(),
    }),
    mappings: new Mappings(store, catalogue, timeNow),
    settings: new EnterpriseSettings(store, timeNow),
    grants: new Grants({
      enterprise,
      store,
      now: instantNow,
      publishEnd: (grant) => publishing.grantEnds.publishEnd(grant),
    }),
    directory: new Members(store, (body, key, caller) => statements.profile(body, key, caller)),
    changes: new ArrivalChanges({ enterprise, store, arrivals, now: instantNow }),
    accessLog: new AccessLog(store, accesses),
    status: withObstacle(new Status({ enterprise, store, ledger, lagBlocksMax: config.blockLagMax }), parts),
  };
}

/**
 * Before the own key stands on the ledger nobody could recognise what is sealed under it: such a publication
 * would be lost to its recipients, so it is refused until then.
 */
function whenJoined({ publishing, obstacle }: ServiceParts): PublishService {
  const { service } = publishing;
  return {
    publish(request, caller) {
      if (obstacle() !== null && !request.dryRun) {
        throw new GatewayError('LEDGER_UNAVAILABLE', { retryAfterSeconds: 1 });
      }
      return service.publish(request, caller);
    },
    readImport: (id) => service.readImport(id),
  };
}

function withObstacle(status: Status, { obstacle }: ServiceParts): StatusService {
  return {
    async ready() {
      const reason = obstacle();
      const { ready, reasons } = await status.ready();
      return reason === null ? { ready, reasons } : { ready: false, reasons: [reason, ...reasons] };
    },
    status: () => status.status(),
  };
}
