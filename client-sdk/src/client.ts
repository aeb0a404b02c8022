// SPDX-License-Identifier: Apache-2.0
import type {
  Answer,
  Change,
  ImportState,
  KindDescription,
  PublicationState,
  PublishResult,
  Received,
} from './answers.js';
import { followChanges, type ChangesOptions } from './changes.js';
import { Directory } from './directory.js';
import { exportRecords, readTemplate, type ExportForm, type ExportOptions } from './exports.js';
import { Grants } from './grants.js';
import { Listing } from './http/listing.js';
import type { Query, Transport } from './http/transport.js';
import { followImport, type ImportOptions } from './imports.js';
import type { Published } from './kinds.js';
import { Mappings } from './mappings.js';
import { Policies } from './policies.js';
import { publishRecords, publishUpload, type FileOptions, type PublishOptions } from './publish.js';
import { EnterpriseSettings } from './settings.js';
import { contentTypeOf, uploadBody, type UploadSource } from './upload-body.js';
import { verify, type JsonObject, type Trust, type TrustFile, type Verified } from './verify/index.js';

/** Filters of a query: parameters of the API and, with a kind, its identity fields. A list means any of them. */
export type Filters = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** A question why an enterprise can or cannot see a record: one that exists, or one that might be published. */
export type ExplainQuestion =
  | { readonly enterprise: string; readonly record: string }
  | { readonly enterprise: string; readonly kind: string; readonly values: JsonObject };

const recordPath = (id: string): string => `/v1/records/${encodeURIComponent(id)}`;

/** One enterprise's gateway, verb for verb. Made by {@link connect}; holds no connection and needs no closing. */
export class Client {
  readonly policies: Policies;
  /** What the columns of own sheets mean. */
  readonly mappings: Mappings;
  /** The settings of the own enterprise. */
  readonly settings: EnterpriseSettings;
  readonly grants: Grants;
  /** The members of the network, and the own profile. */
  readonly directory: Directory;
  readonly #transport: Transport;
  readonly #trust: string | TrustFile | Trust | (() => Promise<string>) | undefined;

  constructor(transport: Transport, trust?: string | TrustFile | Trust | (() => Promise<string>)) {
    this.#transport = transport;
    this.#trust = trust;
    this.policies = new Policies(transport);
    this.mappings = new Mappings(transport);
    this.settings = new EnterpriseSettings(transport);
    this.grants = new Grants(transport);
    this.directory = new Directory(transport);
  }

  /**
   * Publishes records. They are readable here when this resolves, unless the result says `running`.
   *
   * @throws RequestError with the faulty rows; OutcomeUnknownError when it may have happened: repeat with the same key
   */
  async publish<K extends string>(
    kind: K,
    records: readonly Published<K>[],
    options?: PublishOptions,
  ): Promise<PublishResult> {
    return publishRecords(this.#transport, kind, records, options);
  }

  /**
   * Publishes a file as it stands: a table, or a standard's own document. Streams of any size are sent as they are read.
   *
   * @param source - a path (not in a browser), bytes, or a stream; see {@link UploadSource} for what can be retried
   * @throws RequestError with row, column and code of every fault; TypeError when the media type cannot be told
   */
  async publishFile(
    kind: string,
    source: string | UploadSource,
    options: FileOptions = {},
  ): Promise<PublishResult> {
    const name = typeof source === 'string' ? source : '';
    const contentType = options.contentType ?? contentTypeOf(name);
    if (contentType === undefined) {
      throw new TypeError(
        `Say what ${name === '' ? 'the stream' : name} is: option contentType, e.g. text/csv`,
      );
    }
    const opened = typeof source === 'string' ? await openFile(source) : source;
    const { onProgress } = options;
    const onBytes =
      onProgress &&
      ((bytesSent: number): void => {
        onProgress({ bytesSent });
      });
    return publishUpload(this.#transport, { kind, contentType, ...uploadBody(opened, onBytes) }, options);
  }

  /** Own and received records, newest per key unless `versions: 'all'`. Fetched page by page while iterated. */
  query<K extends string>(kind: K, filters: Filters = {}): Listing<Received<K>> {
    return new Listing(this.#transport, '/v1/records', { ...filters, kind });
  }

  /**
   * Own and received records of a kind as a file, piece by piece: all of the list, as of one block. Its columns are
   * those that {@link publishFile} reads; columns that begin with `$` say who said it and what is withheld.
   *
   * @throws UnavailableError when it breaks off or goes silent; what was read until then is not the whole
   */
  export(
    kind: string,
    form: ExportForm,
    filters: Filters = {},
    options?: ExportOptions,
  ): AsyncGenerator<Uint8Array> {
    return exportRecords(this.#transport, form, { ...filters, kind }, options);
  }

  /** The kinds of record that this gateway knows, with their fields. */
  async kinds(): Promise<readonly KindDescription[]> {
    return (await this.#read<{ readonly data: readonly KindDescription[] }>('/v1/kinds')).data;
  }

  /**
   * One kind.
   *
   * @throws NotFoundError `KIND_NOT_FOUND`
   */
  async kind(name: string): Promise<KindDescription> {
    const path = `/v1/kinds/${encodeURIComponent(name)}`;
    return (await this.#read<{ readonly data: KindDescription }>(path)).data;
  }

  /** An empty table of a kind to fill in; as a workbook with help for every column. */
  async template(kind: string, form: 'csv' | 'xlsx'): Promise<Uint8Array> {
    return readTemplate(this.#transport, kind, form);
  }

  /**
   * One record.
   *
   * @throws NotFoundError when this enterprise holds no such record, whatever the reason
   */
  async get<K extends string = string>(id: string): Promise<Answer<Received<K>>> {
    return this.#read(recordPath(id));
  }

  /**
   * The proof pack of a record, as a text that anybody can verify offline.
   *
   * @param level - 1: endorsed by the publisher's peer; 2: also ordered in a block (shows that block's envelopes)
   */
  async proof(id: string, level: 1 | 2 = 1): Promise<string> {
    const path = `${recordPath(id)}/proof`;
    return this.#transport.send({ method: 'GET', path, query: { level }, repeat: 'always' }, (answer) =>
      answer.text(),
    );
  }

  /** Who has a record, and under which policy or grant. */
  async access(id: string): Promise<Answer<readonly JsonObject[]>> {
    return this.#read(`${recordPath(id)}/access`);
  }

  /** The public envelope of a publication and its state on the ledger. */
  async publication(id: string): Promise<PublicationState> {
    return this.#read(`/v1/publications/${encodeURIComponent(id)}`);
  }

  /** Why an enterprise can or cannot see a record, rule by rule. */
  async explain(question: ExplainQuestion): Promise<JsonObject> {
    return this.#transport.json({
      method: 'POST',
      path: '/v1/explain',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(question),
      repeat: 'always',
    });
  }

  /** What this gateway served or refused, newest first. */
  accessLog(filters: Filters = {}): Listing<JsonObject> {
    return new Listing(this.#transport, '/v1/access-log', filters);
  }

  /** Follows what changes, without end; leave the loop or abort `signal` to stop. Nothing is lost in between. */
  changes(options?: ChangesOptions): AsyncGenerator<Change> {
    return followChanges(this.#transport, options);
  }

  /**
   * Follows an import to its end.
   *
   * @throws ConflictError `IMPORT_FAILED` with the faults
   */
  async imports(id: string, options?: ImportOptions): Promise<ImportState> {
    return followImport(this.#transport, id, options);
  }

  /** For people: block height, lag, what is under way. */
  async status(): Promise<JsonObject> {
    return this.#read('/v1/status');
  }

  /**
   * Verifies a record here, without trusting the gateway: fetches its proof when given an id, then checks it against
   * the trust file.
   *
   * @throws VerificationError when it does not hold; TypeError when no trust file is known
   */
  async verify(idOrPack: string | Uint8Array, trust?: string | TrustFile | Trust): Promise<Verified> {
    const chosen = trust ?? (typeof this.#trust === 'function' ? await this.#trust() : this.#trust);
    if (chosen === undefined)
      throw new TypeError('Say whom to trust: connect with option trust, or give it to verify');
    const isPack = typeof idOrPack !== 'string' || idOrPack.startsWith('{');
    return verify(isPack ? idOrPack : await this.proof(idOrPack), chosen);
  }

  async #read<T>(path: string, query?: Query): Promise<T> {
    return this.#transport.json({
      method: 'GET',
      path,
      ...(query === undefined ? {} : { query }),
      repeat: 'always',
    });
  }
}

/** Opens a file anew for every try. */
async function openFile(path: string): Promise<() => AsyncIterable<Uint8Array>> {
  const { createReadStream } = await import('node:fs');
  const { access, constants } = await import('node:fs/promises');
  await access(path, constants.R_OK);
  return () => createReadStream(path) as AsyncIterable<Uint8Array>;
}
