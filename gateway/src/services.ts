// SPDX-License-Identifier: Apache-2.0
/**
 * What the HTTP side may ask of the rest of one gateway. The routes know these interfaces and nothing behind
 * them, so a route is testable alone and the core never sees a request object.
 */
import type { JsonArray, JsonObject, Section } from '@chainshare/chaincode/model';
import type { Fault } from './errors.js';
import type { JsonList } from './json-list.js';
import type { AssignedCode, StatedAlias } from './kinds/known-code.js';

/** Who calls, as its token says (RFC 9068). */
export interface Caller {
  readonly subject: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/** Why something that exists is not shown (a silent gap is a bug). */
export type WithheldReason =
  'policy' | 'not-relayed' | 'not-received' | 'expired' | 'revoked' | 'purged' | 'missing' | 'unverifiable';

/** What an answer leaves out, and how many. */
export interface Withheld {
  readonly reason: WithheldReason;
  readonly scope: Section | 'publication';
  readonly count: number;
}

/** What every reading answer is based on: the projected block, the publications still to be pulled. */
export interface Basis {
  readonly asOfBlock: number;
  readonly pending: number;
  readonly withheld: readonly Withheld[];
}

/** Passing on, as a header states it. `until` in unix seconds. */
export interface Onward {
  readonly direction: 'downstream' | 'upstream';
  readonly roles: readonly string[];
  readonly until: number | null;
}

/** One record as a reader sees it: one flat object of the opened sections. */
export interface RecordView {
  readonly id: string;
  readonly kind: string;
  readonly schema: number;
  readonly publisher: string;
  /** The publisher's claim: the transaction's timestamp, RFC 3339. */
  readonly publishedAt: string;
  /** Bounds from other members' transactions in neighbouring blocks. */
  readonly publishedBounds: { readonly after: string | null; readonly before: string | null };
  /** Present when the claim lies over 15 minutes outside the bounds. */
  readonly timeUnverified?: true;
  readonly block: number;
  readonly transactionId: string;
  /** Of an agreement or a certificate: nobody has confirmed what it says. */
  readonly status?: 'proposed' | 'unregistered';
  readonly corrects?: string;
  readonly superseded?: {
    readonly by?: string;
    readonly reason?: 'corrected' | 'withdrawn' | 'not-disclosed';
  };
  readonly values: JsonObject;
  readonly withheld: readonly { readonly scope: Section; readonly reason: WithheldReason }[];
  readonly via: string | null;
  readonly proof: 'ledger' | 'vouched';
}

export interface RecordQuery {
  /** Filters by query parameter: repeated = OR, different = AND. Codes match by every name of what they name. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly kind?: string;
  readonly publisher?: readonly string[];
  readonly subject?: readonly string[];
  readonly from?: string;
  readonly until?: string;
  readonly publishedFrom?: string;
  readonly publishedUntil?: string;
  readonly q?: string;
  readonly versions: 'current' | 'all';
  readonly limit: number;
  readonly cursor?: string;
  /** Wait up to 10 s until this block is projected, else PROJECTION_BEHIND. */
  readonly minBlock?: number;
}

export interface Page<T> extends Basis {
  readonly data: readonly T[];
  readonly next: string | null;
}

/** Who receives what of one publication, and under which policies. */
export interface AudienceEntry {
  readonly enterprise: string;
  readonly sections: readonly Section[];
  /** Policy names or ids, `named` for policy zero, `to` for the call's own addressees. */
  readonly policy: readonly string[];
}

export interface PublishRequest {
  /** Absent only with `dryRun`. */
  readonly idempotencyKey?: string;
  /** Media type with its parameters, as sent. */
  readonly contentType: string;
  readonly body: AsyncIterable<Uint8Array>;
  /** From the query; a JSON body may carry kind, to, sections, onward and note itself. */
  readonly kind?: string;
  readonly to?: readonly string[];
  readonly sections?: readonly Section[];
  readonly onward?: Onward;
  readonly note?: string;
  readonly dryRun: boolean;
  readonly onError: 'rollback' | 'proceed';
  readonly observedAt?: string;
  /** Zone of the times of a sheet that state none (IANA name). */
  readonly tz?: string;
  /** Fields by which the body is all there is, or `*`: own current records that it lacks become 0. */
  readonly snapshot?: readonly string[];
  /** Whether codes that are unknown are made known by records of the same call. */
  readonly addUnknown?: boolean;
  /** How long the caller waits for the final answer (Prefer: wait). */
  readonly waitSeconds: number;
}

/** Members of an answer: JSON, or a {@link JsonList} for a list that is too long to be held at once. */
export type AnswerBody = Readonly<Record<string, unknown>>;

/** 200 dry run, 201 committed and projected, 202 goes on as an import. */
export interface PublishAnswer {
  readonly status: 200 | 201 | 202;
  readonly location?: string;
  readonly body: AnswerBody;
}

export interface ImportView {
  readonly id: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly done: number;
  readonly total: number;
  readonly publications: JsonArray | JsonList;
  readonly errors: readonly Fault[];
}

export interface PublishService {
  publish(request: PublishRequest, caller: Caller): Promise<PublishAnswer>;
  readImport(id: string): Promise<ImportView>;
}

export interface RecordService {
  list(query: RecordQuery, caller: Caller): Promise<Page<RecordView>>;
  read(id: string, caller: Caller): Promise<{ readonly data: RecordView } & Basis>;
  /** The canonical bytes of a proof pack. */
  prove(id: string, level: 1 | 2, caller: Caller): Promise<Uint8Array>;
  /** Who has it and why. */
  access(id: string, caller: Caller): Promise<{ readonly data: readonly JsonObject[] } & Basis>;
  /** The public envelope and its state. */
  publication(id: string, caller: Caller): Promise<JsonObject>;
  /** Numbers that product and location records of their publishers state of codes, in the order of the codes. */
  statedAliases(codes: readonly AssignedCode[]): Promise<readonly (readonly StatedAlias[])[]>;
}

/** An entity with its version, which travels as ETag. */
export interface Versioned<T> {
  readonly version: number;
  readonly value: T;
}

export interface PolicyService {
  list(): Promise<readonly Versioned<JsonObject>[]>;
  read(id: string): Promise<Versioned<JsonObject>>;
  create(body: unknown, caller: Caller): Promise<Versioned<JsonObject>>;
  replace(id: string, version: number, body: unknown, revoke: boolean): Promise<Versioned<JsonObject>>;
  remove(id: string, version: number, revoke: boolean): Promise<void>;
  /** `{enterprise, record}` or `{enterprise, kind, values}`: why it can or cannot see it, rule by rule. */
  explain(body: unknown, caller: Caller): Promise<JsonObject>;
}

/** Which sheets a mapping is for. */
export interface MappingPlace {
  readonly kind: string;
  /** SHA-256 of the header, lower-case hex. */
  readonly header: string;
}

export interface MappingService {
  read(place: MappingPlace): Promise<Versioned<JsonObject>>;
  /** @param version - the one that is replaced; null for a new mapping */
  put(place: MappingPlace, version: number | null, body: unknown): Promise<Versioned<JsonObject>>;
  remove(place: MappingPlace, version: number): Promise<void>;
}

export interface SettingService {
  /** Version 0 as long as nothing was set. */
  read(): Promise<Versioned<JsonObject>>;
  replace(version: number, body: unknown): Promise<Versioned<JsonObject>>;
}

export interface GrantService {
  list(query: {
    readonly direction: readonly ('given' | 'received')[];
    readonly limit: number;
    readonly cursor?: string;
  }): Promise<Page<JsonObject>>;
  /** Ends a grant: never un-discloses, and the answer says so. Repeating it gives the same answer. */
  revoke(id: string, caller: Caller): Promise<JsonObject>;
}

export interface DirectoryService {
  members(query: { readonly limit: number; readonly cursor?: string }): Promise<Page<JsonObject>>;
  member(id: string): Promise<{ readonly data: JsonObject } & Basis>;
  /** Publishes what the enterprise says of itself, to the network. */
  putProfile(body: unknown, idempotencyKey: string, caller: Caller): Promise<PublishAnswer>;
}

/** One CloudEvents 1.0 event; `id` is `<epoch>.<seq>`. */
export interface ChangeEvent {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly time: string;
  readonly subject: string;
  readonly kind: string | null;
  readonly data: JsonObject;
}

export interface ChangeService {
  /**
   * Events after `since` (exclusive; absent = from now, `0` = from the oldest kept), then live until the signal
   * ends. Refuses before the first event is asked for: CURSOR_GONE when events after `since` left the log.
   */
  follow(query: {
    readonly since?: string;
    readonly kind?: readonly string[];
    readonly signal: AbortSignal;
  }): Promise<AsyncIterable<ChangeEvent>>;
}

export interface AccessLogService {
  list(query: { readonly limit: number; readonly cursor?: string }): Promise<Page<JsonObject>>;
}

export interface StatusService {
  /** Peer reachable and projection lag within its limit, else the reasons. */
  ready(): Promise<{ readonly ready: boolean; readonly reasons: readonly string[] }>;
  /** For people: block height, lag, outbox, pulls pending, per-kind counts. */
  status(): Promise<JsonObject>;
}

/** Everything one gateway offers to its HTTP side. */
export interface GatewayServices {
  readonly enterprise: string;
  readonly publish: PublishService;
  readonly records: RecordService;
  readonly policies: PolicyService;
  readonly mappings: MappingService;
  readonly settings: SettingService;
  readonly grants: GrantService;
  readonly directory: DirectoryService;
  readonly changes: ChangeService;
  readonly accessLog: AccessLogService;
  readonly status: StatusService;
}
