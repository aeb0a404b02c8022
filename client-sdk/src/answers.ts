// SPDX-License-Identifier: Apache-2.0
/** What a gateway answers, as this client passes it on. Times are RFC 3339, quantities decimal strings. */
import type { Fault } from './errors.js';
import type { ValuesOf } from './kinds.js';
import type { JsonObject, Section } from './verify/index.js';

/** Why something that exists is not shown. */
export type WithheldReason =
  'policy' | 'not-relayed' | 'not-received' | 'expired' | 'revoked' | 'purged' | 'missing' | 'unverifiable';

/** What an answer leaves out, and how many. */
export interface Withheld {
  readonly reason: WithheldReason;
  readonly scope: Section | 'publication';
  readonly tier?: number;
  readonly count: number;
}

/** What a reading answer is based on. */
export interface Basis {
  /** The newest block of the ledger that the answer knows. */
  readonly asOfBlock: number;
  /** Publications that arrived but are not opened yet. */
  readonly pending: number;
  readonly withheld: readonly Withheld[];
}

/** One page of a list. */
export interface Page<T> extends Basis {
  readonly data: readonly T[];
  /** Cursor of the next page, or null. */
  readonly next: string | null;
}

/** One thing with what the answer is based on. */
export interface Answer<T> extends Basis {
  readonly data: T;
}

/** A record as this enterprise sees it: `values` is one flat object of the sections it may open. */
export interface Received<K extends string = string> {
  /** `<publication id>.<index>` */
  readonly id: string;
  readonly kind: K;
  readonly schema: number;
  readonly publisher: string;
  /** The publisher's claim. */
  readonly publishedAt: string;
  /** What other members' transactions say about that time. */
  readonly publishedBounds: { readonly after: string | null; readonly before: string | null };
  /** Present when the claim lies more than 15 minutes outside the bounds. */
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
  readonly values: ValuesOf<K>;
  readonly withheld: readonly { readonly scope: Section; readonly reason: WithheldReason }[];
  /** Who passed it on, or null when it came from its publisher. */
  readonly via: string | null;
  readonly proof: 'ledger' | 'vouched';
}

/** Who receives which sections, and under which policies. */
export interface AudienceEntry {
  readonly enterprise: string;
  readonly sections: readonly Section[];
  readonly policy: readonly string[];
}

/** One record of a publish call. */
export interface PublishedRecord {
  /** Position from 1 in JSON and NDJSON, line of the sheet in CSV and XLSX; absent for what stands in no row. */
  readonly row?: number;
  /** Id of the own record that a snapshot lacks and that this one says is 0. */
  readonly zeroes?: string;
  /** Code of the rows that was unknown and that this record makes known. */
  readonly adds?: { readonly kind: 'product' | 'location'; readonly code: string };
  /** Absent in a dry run. */
  readonly id?: string;
}

/** One publication that a publish call made. In a dry run there is no id, transaction or block yet. */
export interface PublicationSummary {
  readonly id?: string;
  readonly records: readonly PublishedRecord[];
  readonly transactionId?: string;
  readonly block?: number;
  readonly audience: readonly AudienceEntry[];
}

/** What became of a publish call. */
export interface PublishResult {
  /** `published`: on the ledger and readable. `running`: follow `importId`. `dry-run`: nothing was published. */
  readonly state: 'published' | 'running' | 'dry-run';
  readonly publications: readonly PublicationSummary[];
  readonly accepted: number;
  readonly rejected: number;
  /** Own records that a snapshot lacks and that are 0 with it. */
  readonly zeroed: number;
  /** Product and location records that make known what codes of the rows are. */
  readonly added: number;
  /** What was accepted but deserves a look, e.g. that nobody will receive it. */
  readonly warnings: readonly Fault[];
  /** With `onError: 'proceed'`: the rows that were left out. */
  readonly errors: readonly Fault[];
  readonly importId?: string;
  /** The key under which the call may be repeated without publishing twice. */
  readonly idempotencyKey: string;
}

/** A publish call that goes on after its answer. */
export interface ImportState {
  readonly id: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly done: number;
  readonly total: number;
  readonly publications: readonly PublicationSummary[];
  readonly errors: readonly Fault[];
}

/** The public part of a publication and what the ledger says of it. */
export interface PublicationState {
  readonly state: 'ok' | 'purged' | 'altered' | 'missing' | 'forged' | 'left' | 'repeated';
  readonly id: string;
  /** As it stands on the ledger. */
  readonly envelope?: JsonObject;
}

/** Permission to pass a record on along the chain of its lot. */
export interface OnwardInput {
  readonly direction: 'downstream' | 'upstream';
  /** Roles of the members that may receive it. */
  readonly roles: readonly string[];
  /** RFC 3339; absent = no end. */
  readonly until?: string;
}

/** To whom a policy discloses; several members add up. */
export interface PolicyTo {
  /** The parties that a record names. */
  readonly named?: boolean;
  readonly enterprises?: readonly string[];
  readonly roles?: readonly string[];
  readonly network?: boolean;
  readonly public?: boolean;
}

/** An enterprise's standing rule from which grants follow: a preset, or addressees of its own. */
export interface Policy {
  readonly name: string;
  readonly kinds: readonly string[];
  readonly preset?: 'private' | 'named' | 'network' | 'public';
  readonly to?: PolicyTo;
  /** Which records: fields of their identity, and the values wanted. */
  readonly where?: Readonly<Record<string, readonly string[]>>;
  /** Also records that are reserved for one customer or supplier. */
  readonly exclusive?: boolean;
  readonly sections?: readonly Section[];
  readonly onward?: OnwardInput;
  readonly purpose?: 'supply-planning' | 'quality' | 'certification' | 'carbon' | 'regulatory' | 'finance';
  readonly validFrom?: string;
  readonly validUntil?: string;
}

/** A policy that the gateway keeps. */
export interface StoredPolicy extends Policy {
  readonly id: string;
}

/** A policy with the version that a change of it must name. */
export interface VersionedPolicy {
  readonly policy: StoredPolicy;
  /** Entity tag (RFC 9110 section 8.8.3). */
  readonly etag: string;
}

/** One event of the change stream, a CloudEvent 1.0. */
export interface Change {
  /** Stable: the same change has the same id at every delivery. */
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly time: string;
  readonly subject?: string;
  /** Kind of the record. */
  readonly kind?: string;
  /** The record as {@link Client.get} gives it, with `previous` where there is one. */
  readonly data: JsonObject;
}

/** A title or help in Chinese and English. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** One field of a kind, as a table has it: a column. */
export interface KindField {
  /** `order.orderId` for a member of an object, `buckets[].start` for one of a list of objects. */
  readonly field: string;
  readonly title: Bilingual;
  readonly help: Bilingual | null;
  readonly section: Section;
  readonly required: boolean;
}

/** What can be published of a kind. */
export interface KindDescription {
  readonly kind: string;
  /** Major version of its schema. */
  readonly schema: number;
  readonly title: Bilingual;
  readonly sections: readonly Section[];
  /** Sections that a policy gives which names none. */
  readonly defaultSections: readonly Section[];
  /** Fields in which two records must differ to stand side by side; of equal ones the newest is current. */
  readonly key: readonly string[];
  /** Field that says which of two records of a key is newer. */
  readonly order: string | null;
  readonly fields: readonly KindField[];
}
