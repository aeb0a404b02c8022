// SPDX-License-Identifier: Apache-2.0
import { join as joinPath } from 'node:path';
import type { JsonObject } from '@chainshare/chaincode/model';
import { ArrivalSignal } from './changes/arrival-signal.js';
import { timeNow } from './clock.js';
import { Closing } from './closing.js';
import { Condition } from './condition.js';
import type { GatewayConfig } from './config.js';
import { openFoundation, type Foundation } from './foundation.js';
import { startHousekeeping } from './housekeeping.js';
import { join } from './joining.js';
import { rotateKey, sealingKey } from './keys/key-publication.js';
import { catalogue } from './kinds/catalogue.js';
import { newPublishing, type PublishingOptions } from './publish/publishing.js';
import { Receiver } from './receive/receiver.js';
import { servicesOf } from './services-of.js';
import type { GatewayServices } from './services.js';
import { serve } from './serving.js';
import { Statements } from './statements.js';

/** A gateway that runs. */
export interface Gateway {
  readonly enterprise: string;
  /** What its HTTP side offers, for programs in the same process. */
  readonly services: GatewayServices;
  /** Where it listens, as `http://host:port`. */
  readonly url: string;
  /**
   * Makes the next version of the own encryption key and publishes it; what was sealed under earlier ones stays
   * readable.
   *
   * @returns its version, when it stands in the own projection and new publications are sealed under it
   */
  rotateKey(): Promise<number>;
  /** Ends it after the requests in flight; nothing acknowledged is lost. */
  close(): Promise<void>;
}

/** How to start a gateway beside its configuration. */
export interface StartOptions {
  /** Ends a start that waits for the ledger. */
  readonly signal?: AbortSignal;
  /** Told of what the gateway cannot go on after, such as a full disk; its process should end then. */
  readonly failed?: (error: unknown) => void;
  /** Told where it is, so that a test can end the process there. */
  readonly step?: (name: string) => void;
}

/**
 * Starts the gateway of one enterprise: opens its files, reads the ledger to its end, publishes its key and
 * serves HTTP. HTTP is served from the beginning, and `/readyz` says no until the gateway has joined.
 *
 * @returns when it has joined the network and can publish
 * @throws GatewayError KEY_FILE_UNREADABLE, LEDGER_MISMATCH or FOUNDING_MISMATCH; Error when files or the port cannot be opened
 */
export async function startGateway(config: GatewayConfig, options: StartOptions = {}): Promise<Gateway> {
  const closing = new Closing();
  try {
    return await start(config, options, closing);
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function start(config: GatewayConfig, options: StartOptions, closing: Closing): Promise<Gateway> {
  const { enterprise } = config;
  const foundation = await openFoundation(config, closing);
  const { store, ledger, ring, log, metrics } = foundation;
  const condition = new Condition(options.failed);
  const arrivals = new ArrivalSignal();
  const step = options.step === undefined ? {} : { step: options.step };
  const receiver = await Receiver.start({
    ...foundation,
    enterprise,
    counts: metrics,
    arrived: () => {
      arrivals.arrived();
    },
    failed: condition.fail(log, 'receiving has ended'),
    ...step,
  });
  closing.add(() => receiver.close());
  const publishing = newPublishing({
    ...foundation,
    ...step,
    enterprise,
    catalogue,
    sealingKey: () => sealingKey(ring, enterprise).pair,
    progress: receiver.progress,
    spoolDir: joinPath(config.dataDir, 'spool'),
    now: timeNow,
    ...setbacks(foundation),
    broken: condition.fail(log, 'publishing has failed'),
    changed: () => {
      arrivals.arrived();
    },
  });
  closing.add(() => publishing.stop());
  metrics.observe(receiver, publishing);
  const statements = new Statements({ publish: (it) => publishing.publishSystem(it), now: timeNow });
  const { accesses } = foundation;
  const obstacle = () => condition.obstacle;
  const parts = { config, store, ledger, publishing, statements, arrivals, accesses, obstacle };
  const services = servicesOf(parts);
  await publishing.start();
  const url = await serve(services, config, foundation, closing);
  const failed = condition.fail(log, 'housekeeping has failed');
  closing.add(startHousekeeping({ enterprise, store, publishing, failed }));
  const joining = {
    ...foundation,
    enterprise,
    progress: receiver.progress,
    publish: (record: JsonObject, key: string) => statements.key(record, key),
    ...(config.foundingMembers === undefined ? {} : { foundingMembers: config.foundingMembers }),
  };
  const ended = AbortSignal.any([
    condition.failed,
    ...(options.signal === undefined ? [] : [options.signal]),
  ]);
  await join(joining, ended);
  ended.throwIfAborted();
  condition.joined();
  return {
    enterprise,
    services,
    url,
    rotateKey: async () => (await rotateKey(joining)).version,
    close: () => closing.close(),
  };
}

/** What is told of publishing that goes on all the same. */
function setbacks({ log, metrics }: Foundation): Pick<PublishingOptions, 'failed' | 'importFailed'> {
  return {
    failed(code, attempt) {
      metrics.ledgerFailure(code);
      log.warn({ code, attempt }, 'a transaction was not delivered yet');
    },
    importFailed(job, code) {
      log.error({ job, code }, 'an import could not go on');
    },
  };
}
