// SPDX-License-Identifier: Apache-2.0
import { parseEnvelope } from '@chainshare/chaincode/model';
import { GatewayError } from '../errors.js';
import { DELIVERY_RETRY_FIRST_MS, DELIVERY_RETRY_MAX_MS, RESENDS_MAX } from '../limits.js';
import type {
  PublicationLedger,
  PublicationToPublish,
  SignedTransaction,
} from '../ledger/publication-ledger.js';
import { backOffMs, pause } from '../back-off.js';
import type { Store } from '../store/store.js';
import { unlessAborted } from '../unless-aborted.js';
import type { OpenTransaction, OutboxItem } from '../vault/outbox.js';
import { refusalFault, refusalOfBytes, voidReplacement, type VoidContext } from './refusal.js';

/** What delivering needs of the gateway. */
export interface DeliveryContext extends VoidContext {
  readonly store: Store;
  readonly ledger: PublicationLedger;
  /** The time, RFC 3339 in UTC with milliseconds. */
  readonly now: () => string;
  /** Told of every attempt that failed, with the code. */
  readonly failed: (code: string, attempt: number) => void;
  /** Told where it is, so that a test can end the process there. */
  readonly step?: (name: string) => void;
}

/** What came of a delivery: settled, perhaps with another entry to be delivered in its place. */
export interface Delivered {
  readonly job: string;
  readonly replacement: string | null;
}

/** Where a transaction stands. */
interface Place {
  readonly transactionId: string;
  readonly block: number;
}

/**
 * Brings one outbox entry to the ledger, however long that takes: the signed transaction is kept and sent again as
 * it is while its outcome is unknown, so nothing is published twice.
 *
 * @returns `undefined` when the signal ended it or there was nothing to do
 */
export async function deliver(
  id: string,
  context: DeliveryContext,
  signal: AbortSignal,
): Promise<Delivered | undefined> {
  const isStopped = () => signal.aborted;
  for (let attempt = 1; !isStopped(); attempt++) {
    const entry = await context.store.read('outbox.load', { id });
    if (entry === null) return undefined;
    try {
      // A ledger may take its time to answer; whoever stops does not wait for it, the next start asks again.
      const place = await unlessAborted(attemptDelivery(entry, context), signal);
      if (place !== undefined) {
        await context.store.write('outbox.committed', { id, ...place, at: context.now() });
        return { job: entry.job, replacement: null };
      }
    } catch (error) {
      if (isStopped()) return undefined;
      if (!(error instanceof GatewayError)) throw error;
      const reason = refusalOfBytes(error);
      if (reason !== undefined) return giveUp(entry, reason, context);
      context.failed(error.code, attempt);
      if (attempt % RESENDS_MAX === 0) await context.store.write('outbox.reopen', { id });
    }
    const limits = { firstMs: DELIVERY_RETRY_FIRST_MS, maxMs: DELIVERY_RETRY_MAX_MS };
    await pause(backOffMs(attempt, limits), signal);
  }
  return undefined;
}

/** @returns where the transaction stands, or `undefined` when a new one has to be made */
async function attemptDelivery(entry: OpenTransaction, context: DeliveryContext): Promise<Place | undefined> {
  const { ledger, store, step } = context;
  const { id } = entry;
  const signed = await signedTransaction(entry, context);
  if (signed === undefined) return placeOf(entry.items, context);
  await ledger.submit(signed);
  await store.write('outbox.submitted', { id });
  step?.('after submit');
  step?.('before status');
  const outcome = await ledger.commitStatus(signed);
  step?.('after status');
  if (outcome.valid) return { transactionId: signed.transactionId, block: outcome.block };
  // An invalid transaction has no effect, so the same bytes go into a new one. Were they there already by an
  // earlier one, its endorsement says so.
  context.failed(outcome.code, 0);
  await store.write('outbox.reopen', { id });
  return undefined;
}

/** @returns `undefined` when the ledger says that all of these publications exist already */
async function signedTransaction(
  entry: OpenTransaction,
  { ledger, store, step }: DeliveryContext,
): Promise<SignedTransaction | undefined> {
  if (entry.transactionId !== null && entry.transactionBytes !== null) {
    return { transactionId: entry.transactionId, bytes: entry.transactionBytes };
  }
  try {
    const signed = await ledger.endorsePublish(entry.items.map(toPublish));
    await store.write('outbox.endorsed', { id: entry.id, ...signed });
    step?.('after endorse');
    return signed;
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'EXISTS' && allExist(error)) return undefined;
    throw error;
  }
}

/** An own transaction was committed although nobody heard of it: the own blocks say where. */
async function placeOf(items: readonly OutboxItem[], { store }: DeliveryContext): Promise<Place | undefined> {
  const first = await store.read('project.publication', { id: items[0]?.id ?? '' });
  return first === null ? undefined : { transactionId: first.transactionId, block: first.block };
}

async function giveUp(entry: OpenTransaction, reason: string, context: DeliveryContext): Promise<Delivered> {
  const replacement = voidReplacement(entry, context);
  await context.store.write('outbox.refused', {
    id: entry.id,
    errors: JSON.stringify([refusalFault(reason)]),
    replacement,
    at: context.now(),
  });
  return { job: entry.job, replacement: replacement?.id ?? null };
}

function toPublish({ envelope, sealed }: OutboxItem): PublicationToPublish {
  const isInline = parseEnvelope(envelope).fields.b !== undefined;
  return { envelope, sealed: isInline ? null : sealed };
}

function allExist({ details: { facts = {} } }: GatewayError): boolean {
  return facts['existing'] !== undefined && facts['existing'] === facts['total'];
}
