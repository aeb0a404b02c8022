// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '@chainshare/gateway/internal/errors.js';
import { jsonPieces } from '@chainshare/gateway/internal/http/json-pieces.js';
import type { PublishAnswer } from '@chainshare/gateway/internal/services.js';

/** One publication of an answer. */
export interface Publication {
  readonly id: string;
  readonly records: readonly { readonly row: number; readonly id: string }[];
  readonly transactionId: string;
  readonly block: number;
  readonly audience: readonly {
    readonly enterprise: string;
    readonly sections: string[];
    readonly policy: string[];
  }[];
}
/** What 201 says. */
export interface Answer {
  readonly publications: readonly Publication[];
  readonly accepted: number;
  readonly rejected: number;
  readonly warnings: readonly { readonly code: string; readonly row: number }[];
}

/** Reads an answer. */
export const answerOf = ({ body }: PublishAnswer) => body as unknown as Answer;
/** Reads an answer as it is sent: its list of publications may be made while it is. */
export async function sentAnswerOf({ status, body }: PublishAnswer): Promise<Answer> {
  const sent = jsonPieces(status, body);
  if (!('pieces' in sent)) return answerOf({ status: 201, body });
  const pieces: Uint8Array[] = [];
  for await (const piece of sent.pieces) pieces.push(Buffer.from(piece));
  return JSON.parse(Buffer.concat(pieces).toString()) as Answer;
}
/** The error with which something is refused. */
export const refusal = async (run: Promise<unknown>): Promise<GatewayError> => {
  const error = await run.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (error instanceof GatewayError) return error;
  throw new Error('it was not refused', { cause: error });
};
/** The faults with which something is refused: row, pointer, code. */
export const faultsOf = async (run: Promise<unknown>) =>
  ((await refusal(run)).details.errors ?? []).map(
    ({ row, pointer, code }) => `${row ?? ''} ${pointer} ${code}`,
  );
