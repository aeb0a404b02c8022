// SPDX-License-Identifier: Apache-2.0
import { parseInstant, type JsonObject } from '@chainshare/chaincode/model';
import type { Catalogue } from '../kinds/catalogue.js';
import { openInput, type Input } from '../intake/input.js';
import { invalidRequest } from '../invalid-request.js';
import { perRecipient } from '../intake/notice-recipients.js';
import { snapshotFaults } from '../intake/snapshot.js';
import { resolveCall, type CallParameters, type ResolvedCall } from '../intake/call.js';
import type { CheckContext } from '../intake/record-checker.js';
import type { SheetReading } from '../intake/sheet-reading.js';
import type { Spooled } from '../intake/spool.js';
import type { UnknownCodes } from '../intake/unknown-codes.js';
import { newDirectory, type Directory, type DirectoryMember } from '../policy/directory.js';
import type { Situation } from '../policy/matching.js';
import { readPolicy } from '../policy/policy-body.js';

/** Everything that decides what a call publishes and to whom, as it was when the call came. */
export interface FrozenCall {
  readonly spooled: Spooled;
  readonly contentType: string;
  readonly query: CallParameters;
  readonly reading: SheetReading;
  readonly onError: 'rollback' | 'proceed';
  /** What becomes of codes that no own record makes known. */
  readonly unknownCodes: UnknownCodes;
  /** RFC 3339. */
  readonly receivedAt: string;
  readonly members: readonly DirectoryMember[];
  readonly policies: readonly { readonly id: string; readonly body: JsonObject }[];
}

/** A call ready to be read. */
export interface ReadableCall {
  readonly input: Input;
  readonly catalogue: Catalogue;
  readonly check: CheckContext;
  readonly situation: Situation;
  readonly call: ResolvedCall;
  readonly directory: Directory;
  /** Rows take the time of receipt, because a sheet has no column for theirs. */
  readonly isTimeAssumed: boolean;
  /** Path of the spooled body. */
  readonly body: string;
  /** By which fields the body is all there is; `null` when it is only what it says. */
  readonly snapshot: readonly string[] | null;
}

/**
 * Opens a frozen call.
 *
 * @throws GatewayError as {@link openInput}; INVALID_REQUEST when it cannot be a snapshot
 */
export async function openCall(
  frozen: FrozenCall,
  enterprise: string,
  catalogue: Catalogue,
): Promise<ReadableCall> {
  const context = { catalogue, publisher: enterprise, reading: frozen.reading };
  const input = perKind(await openInput(frozen.spooled, frozen.contentType, frozen.query, context));
  const directory = newDirectory(frozen.members);
  const receivedAt = parseInstant(frozen.receivedAt);
  const { note, observedAt } = input.call;
  const isTimeAssumed = input.source.lacksOrder === true && observedAt === undefined;
  const time = isTimeAssumed ? frozen.receivedAt : observedAt;
  return {
    input,
    catalogue,
    directory,
    isTimeAssumed,
    body: frozen.spooled.path,
    snapshot: snapshotOf(input, frozen),
    call: resolveCall(input.call, directory),
    situation: {
      publisher: enterprise,
      directory,
      policies: frozen.policies.map(({ id, body }) => readPolicy(id, body)),
      now: receivedAt,
    },
    check: {
      kind: input.kind,
      publisher: enterprise,
      directory,
      receivedAt,
      unknownCodes: frozen.unknownCodes,
      ...(time === undefined ? {} : { observedAt: time }),
      ...(note === undefined ? {} : { note }),
    },
  };
}

/** A notice is published once for each recipient. */
function perKind(input: Input): Input {
  return input.kind.name === 'notice' ? { ...input, source: perRecipient(input.source) } : input;
}

function snapshotOf({ kind, call, source }: Input, { onError }: FrozenCall): readonly string[] | null {
  if (call.snapshot === undefined) return source.snapshot ?? null;
  if (source.snapshot !== undefined) {
    const message = 'a document of this shape says by itself what it is all of';
    throw invalidRequest([{ pointer: '/snapshot', code: 'NOT_ALLOWED', message }]);
  }
  const faults = snapshotFaults(call.snapshot, kind, onError);
  if (faults.length > 0) throw invalidRequest(faults);
  return call.snapshot;
}
