// SPDX-License-Identifier: Apache-2.0
import { parseLedgerError, type LedgerErrorCode, type LedgerErrorParts } from '@chainshare/chaincode/model';
import { status } from '@grpc/grpc-js';
import { GatewayError as FabricError } from '@hyperledger/fabric-gateway';
import type { ErrorCode } from '../error-codes.js';
import { GatewayError } from '../errors.js';

/** What was being done when the ledger failed: the same gRPC code means another thing at another step. */
export type LedgerStep = 'evaluate' | 'endorse' | 'submit' | 'commit-status' | 'follow';

/** Refusals of the chaincode that a gateway answers under their own name; any other is a fault of ours. */
const answeredAsThemselves = {
  EXISTS: 'EXISTS',
  PURGED: 'PURGED',
  NOT_PURGEABLE: 'NOT_PURGEABLE',
  PUBLICATION_NOT_FOUND: 'PUBLICATION_NOT_FOUND',
} as const satisfies Partial<Record<LedgerErrorCode, ErrorCode>>;

/** gRPC codes with which a ledger says "not now": overload, a dead peer, a deadline (Fabric 3.1, gateway). */
const passingCodes: ReadonlySet<number> = new Set([
  status.CANCELLED,
  status.UNKNOWN,
  status.DEADLINE_EXCEEDED,
  status.RESOURCE_EXHAUSTED,
  status.FAILED_PRECONDITION,
  status.UNAVAILABLE,
]);

/**
 * Texts by which Fabric says that asking again is useless, although the gRPC code is one of "not now":
 * an expired certificate, a clock that is off, an organisation that is not (any more) in the channel.
 */
const lastingTexts =
  /identity expired|is not within the acceptable time range|creator org unknown|access denied|FORBIDDEN/;

/**
 * Translates what the client of the ledger threw into a code of the gateway.
 *
 * @returns EXISTS, PURGED, NOT_PURGEABLE, PUBLICATION_NOT_FOUND or ENDORSEMENT_FAILED for a refusal by the
 * chaincode; LEDGER_UNAVAILABLE, COMMIT_UNKNOWN or LEDGER_REFUSED for one by the network; anything else as it is
 */
export function toGatewayError(error: unknown, step: LedgerStep, transactionId?: string): unknown {
  if (!(error instanceof FabricError)) return error;
  const details = { cause: error, ...(transactionId === undefined ? {} : { transactionId }) };
  const texts = [error.cause.details, ...error.details.map(({ message }) => message)];
  const refusal = texts.map((text) => parseLedgerError(text)).find((parts) => parts !== undefined);
  if (refusal !== undefined) {
    return new GatewayError(codeOfRefusal(refusal), { ...details, facts: factsOf(refusal) });
  }
  return new GatewayError(codeOfNetwork(error.code, texts, step), details);
}

function codeOfRefusal({ code }: LedgerErrorParts): ErrorCode {
  return Object.hasOwn(answeredAsThemselves, code)
    ? answeredAsThemselves[code as keyof typeof answeredAsThemselves]
    : 'ENDORSEMENT_FAILED';
}

function factsOf({ code, facts }: LedgerErrorParts): Record<string, string | number> {
  const simple = Object.entries(facts).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number',
  );
  return { ...Object.fromEntries(simple), reason: code };
}

function codeOfNetwork(code: number, texts: readonly string[], step: LedgerStep): ErrorCode {
  const passing = passingCodes.has(code) && !texts.some((text) => isLasting(text));
  if (passing) return isAfterSigning(step) ? 'COMMIT_UNKNOWN' : 'LEDGER_UNAVAILABLE';
  return step === 'endorse' && code === (status.ABORTED as number) ? 'ENDORSEMENT_FAILED' : 'LEDGER_REFUSED';
}

/** A chaincode that failed without a code of ours has a defect, or is not the one we know. */
function isLasting(text: string): boolean {
  return lastingTexts.test(text) || text.includes('chaincode response');
}

/** Once a transaction was handed over, a failure no longer tells whether it will be ordered. */
function isAfterSigning(step: LedgerStep): boolean {
  return step === 'submit' || step === 'commit-status';
}
