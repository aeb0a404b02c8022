// SPDX-License-Identifier: Apache-2.0
import type { AudienceEntry, OnwardInput, PublicationSummary, PublishResult } from './answers.js';
import type { Fault } from './errors.js';
import { readJson, type Body, type Query, type Transport } from './http/transport.js';
import { newIdempotencyKey } from './idempotency-key.js';
import type { Published } from './kinds.js';
import { PUBLISH_MARGIN_MS, PUBLISH_WAIT_SECONDS, UPLOAD_TIMEOUT_MS } from './limits.js';
import type { Section } from './verify/index.js';

/** To whom records go beside the own policies, and how. */
export interface PublishOptions {
  /** Enterprises that receive them in addition. */
  readonly to?: readonly string[];
  /** What those receive; absent = the default sections of the kind. */
  readonly sections?: readonly Section[];
  /** Permission to pass on along the chain; absent = none. */
  readonly onward?: OnwardInput;
  /** Stands in every record. */
  readonly note?: string;
  /** Everything but the ledger: says who would receive what, and publishes nothing. */
  readonly dryRun?: boolean;
  /** `rollback` (the default): one bad row and nothing is published. `proceed`: the good ones are. */
  readonly onError?: 'rollback' | 'proceed';
  /**
   * Fields of the key by which the records are all there is, as `['location']`, or `['*']`: own current records of the
   * same values that they lack become 0.
   */
  readonly snapshot?: readonly string[];
  /** Publish with the records a product or location record for every code of theirs that is unknown. */
  readonly addUnknown?: boolean;
  /** Seconds to wait until all is published and readable; after that the result says `running`. */
  readonly wait?: number;
  /** Made here when absent. To be able to repeat the call after a crash, make and keep it before. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/** What only files have. */
export interface FileOptions extends PublishOptions {
  /**
   * Media type: `text/csv`, `application/x-ndjson`, XLSX, or `application/json` with the `profile` of a standard's own
   * shape. Absent = judged by the ending of the file's name.
   */
  readonly contentType?: string;
  /** Time of observation of all rows whose file has no column for it, RFC 3339. */
  readonly observedAt?: string;
  /** Zone of the times of a sheet that state none, e.g. `Asia/Shanghai`; absent = as the enterprise has set. */
  readonly tz?: string;
  /** Called while the file is sent. */
  readonly onProgress?: (progress: { readonly bytesSent: number }) => void;
}

/** The body of a publish call and what must be said of it. */
export interface Upload {
  readonly kind: string;
  readonly contentType: string;
  readonly body: Body;
  /** Whether the body can be sent again from its start. */
  readonly replayable: boolean;
}

interface PublishBody {
  readonly id?: string;
  readonly publications?: readonly PublicationSummary[];
  readonly accepted?: number;
  readonly rejected?: number;
  readonly zeroed?: number;
  readonly added?: number;
  readonly warnings?: readonly Fault[];
  readonly errors?: readonly Fault[];
}

/**
 * Publishes records that are in memory.
 *
 * @throws RequestError with the faulty rows; OutcomeUnknownError when it may have happened: repeat with the same key
 */
export async function publishRecords<K extends string>(
  transport: Transport,
  kind: K,
  records: readonly Published<K>[],
  options: PublishOptions = {},
): Promise<PublishResult> {
  const { to, sections, onward, note, dryRun, onError, snapshot, addUnknown } = options;
  const body = JSON.stringify({ kind, records, to, sections, onward, note });
  const query = { dryRun, onError, snapshot, addUnknown };
  return send(transport, { kind, contentType: 'application/json', body, replayable: true }, query, options);
}

/**
 * Publishes a table or a standard's document as it stands.
 *
 * @throws RequestError with row, column and code of every fault
 */
export async function publishUpload(
  transport: Transport,
  upload: Upload,
  options: FileOptions = {},
): Promise<PublishResult> {
  const { to, sections, onward, note, dryRun, onError, observedAt, tz, snapshot, addUnknown } = options;
  const query = {
    ...{ kind: upload.kind, to, sections, note, dryRun, onError, observedAt, tz, snapshot, addUnknown },
    onward: onward === undefined ? undefined : JSON.stringify(onward),
  };
  return send(transport, upload, query, options);
}

async function send(
  transport: Transport,
  upload: Upload,
  query: Query,
  options: PublishOptions,
): Promise<PublishResult> {
  const wait = options.wait ?? PUBLISH_WAIT_SECONDS;
  const idempotencyKey = options.idempotencyKey ?? newIdempotencyKey();
  const whole = typeof upload.body === 'string' ? PUBLISH_MARGIN_MS : UPLOAD_TIMEOUT_MS;
  return transport.send(
    {
      method: 'POST',
      path: '/v1/records',
      query,
      headers: {
        accept: 'application/json',
        'content-type': upload.contentType,
        'idempotency-key': idempotencyKey,
        prefer: `wait=${wait}`,
      },
      body: upload.body,
      timeoutMs: wait * 1000 + whole,
      repeat: upload.replayable ? 'always' : 'never',
      signal: options.signal,
    },
    async (answer) => resultOf(answer, await readJson<PublishBody>(answer), idempotencyKey),
  );
}

const STATES: Readonly<Record<number, PublishResult['state']>> = { 200: 'dry-run', 202: 'running' };

const NOTHING = { publications: [], accepted: 0, rejected: 0, zeroed: 0, added: 0, warnings: [], errors: [] };

function resultOf(answer: Response, body: PublishBody, idempotencyKey: string): PublishResult {
  const state = STATES[answer.status] ?? 'published';
  const { publications, accepted, rejected, zeroed, added, warnings, errors } = { ...NOTHING, ...body };
  // `Location: /v1/imports/{id}` says where to follow what goes on.
  const importId = answer.headers.get('location')?.split('/').at(-1);
  return {
    ...{ state, publications, accepted, rejected, zeroed, added, warnings, errors },
    ...(state === 'running' && importId !== undefined ? { importId } : {}),
    idempotencyKey,
  };
}

/** Who receives anything of a result, each once, with all sections. */
export function audienceOf(result: PublishResult): readonly AudienceEntry[] {
  const merged = new Map<string, AudienceEntry>();
  for (const entry of result.publications.flatMap(({ audience }) => audience)) {
    const known = merged.get(entry.enterprise);
    merged.set(entry.enterprise, {
      enterprise: entry.enterprise,
      sections: [...new Set([...(known?.sections ?? []), ...entry.sections])],
      policy: [...new Set([...(known?.policy ?? []), ...entry.policy])],
    });
  }
  return [...merged.values()];
}
