// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseInstant, type Audience, type JsonObject, type Section } from '@chainshare/chaincode/model';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { applyBlock } from '@chainshare/gateway/internal/projection/block.js';
import type { BlockToProject } from '@chainshare/gateway/internal/projection/block-to-project.js';
import { checkpoint } from '@chainshare/gateway/internal/projection/checkpoint.js';
import { promoteWaiting } from '@chainshare/gateway/internal/projection/current.js';
import type { ListArgs } from '@chainshare/gateway/internal/projection/list/list-args.js';
import { readRecordPage } from '@chainshare/gateway/internal/projection/list/record-page.js';
import { readRecord } from '@chainshare/gateway/internal/projection/one-record.js';
import { applyOpened } from '@chainshare/gateway/internal/projection/opened.js';
import type { OpenedPublication } from '@chainshare/gateway/internal/projection/opened-publication.js';
import { openSections, readEnvelope } from '@chainshare/gateway/internal/sealing/open.js';
import type { PublicationKeys } from '@chainshare/gateway/internal/sealing/publication-keys.js';
import { seal, type Sealed } from '@chainshare/gateway/internal/sealing/seal.js';
import { readSealedBytes } from '@chainshare/gateway/internal/sealing/sealed-bytes.js';
import { saltAt } from '@chainshare/gateway/internal/sealing/section-content.js';
import { followTagOfPublication, followTagOfRecord } from '@chainshare/gateway/internal/sealing/tags.js';
import { newKeyPair } from '@chainshare/gateway/internal/sealing/x25519.js';
import type { Basis, Page, RecordQuery, RecordView } from '@chainshare/gateway/internal/services.js';
import {
  closeDatabases,
  openDatabases,
  type Databases,
} from '@chainshare/gateway/internal/store/databases.js';
import { inProjection, type Operation } from '@chainshare/gateway/internal/store/operation.js';
import { toListArgs } from '@chainshare/gateway/internal/projection/services/list-request.js';

/** The enterprise whose projection is tested. */
export const READER = 'Xinghe';

/** A publication that was sealed for a test, with what its reader is granted. */
export interface TestPublication extends Sealed {
  readonly publisher: string;
  readonly granted: readonly Section[];
  readonly sealedFor: string;
}

export interface TestRequest {
  readonly publisher?: string;
  readonly kind?: string;
  readonly schema?: number;
  /** flat values, or sections as they are when `raw` */
  readonly records: readonly JsonObject[];
  readonly raw?: readonly Partial<Record<Section, JsonObject>>[];
  /** what the reader may open; empty = it is not for him */
  readonly granted?: readonly Section[];
  readonly follow?: readonly Uint8Array[];
  readonly audience?: Audience;
}

const pairs = new Map<string, ReturnType<typeof newKeyPair>>();

function pairOf(mspId: string): ReturnType<typeof newKeyPair> {
  const pair = pairs.get(mspId) ?? newKeyPair();
  pairs.set(mspId, pair);
  return pair;
}

let counter = 0n;

/** What a test publishes unless it says otherwise. */
const usual = {
  publisher: 'Xinqiao',
  kind: 'inventory',
  granted: ['identity', 'quantity'],
  schema: 1,
  audience: 'granted',
  follow: [],
} as const;

/** Seals records for real, as another enterprise or the reader itself would. */
export function publish(request: TestRequest): TestPublication {
  const { publisher, kind, granted, schema, audience, follow } = { ...usual, ...request };
  counter += 1n;
  const isOwn = publisher === READER;
  const recipient = {
    mspId: READER,
    publicKey: pairOf(READER).publicKey,
    sections: granted,
    ...{ purpose: 1, until: 0, epoch: 1, counter },
  };
  const sealed = seal({
    publisher,
    keyPair: pairOf(publisher),
    kind,
    schema,
    records: request.raw ?? request.records.map((values) => splitAs(kind, values)),
    onward: null,
    audience,
    recipients: isOwn || granted.length === 0 ? [] : [recipient],
    self: { epoch: 1, counter },
    follow,
  });
  const all = ['identity', 'quantity', 'commercial', 'evidence'] as const;
  return { ...sealed, publisher, granted: isOwn ? all : granted, sealedFor: READER };
}

/** A kind that is not known has no sections but identity. */
function splitAs(kind: string, values: JsonObject): Partial<Record<Section, JsonObject>> {
  const known = catalogue.kinds.find(({ name }) => name === kind);
  return known?.split(values) ?? { identity: values };
}

/** Opens a publication with the keys of some sections, for real. */
export function open(
  publication: TestPublication,
  granted: readonly Section[] = publication.granted,
  now = '2026-11-24T00:00:00Z',
): OpenedPublication {
  const keys: PublicationKeys = {
    headerKey: publication.keys.headerKey,
    sectionKeys: Object.fromEntries(
      granted.map((section) => [section, publication.keys.sectionKeys[section]]),
    ),
  };
  const opened = openSections(readSealedBytes(readEnvelope(publication.envelope), publication.sealed), keys);
  const sections = Object.fromEntries(
    Object.entries(opened.sections).map(([section, { values }]) => [section, values]),
  );
  return {
    publication: publication.id,
    header: opened.header,
    sections,
    identitySalts: opened.sections.identity?.salts ?? Buffer.alloc(0),
    headerSalt: opened.salt,
    ...{ purpose: 1, until: 0, seq: 1, receivedAt: '2026-11-23T08:00:01.000Z' },
    now: parseInstant(now),
  };
}

/** The tag that follows one record, as its publisher computes it. */
export function followTag(publication: TestPublication, index?: number): Buffer {
  const opened = openSections(
    readSealedBytes(readEnvelope(publication.envelope), publication.sealed),
    publication.keys,
  );
  if (index === undefined) return followTagOfPublication(opened.salt);
  return followTagOfRecord(saltAt(opened.sections.identity?.salts ?? Buffer.alloc(0), index));
}

/** A transaction of a test block. */
export interface TestTransaction {
  readonly creator?: string;
  readonly at?: string;
  readonly publications?: readonly TestPublication[];
  readonly memberWrites?: readonly { readonly key: string; readonly value: string | null }[];
}

/** The projection of one reader on real files, driven by its operations. */
export class ProjectionUnderTest {
  readonly dir = mkdtempSync(join(tmpdir(), 'chainshare-projection-'));
  db: Databases = openDatabases(this.dir, { readonly: false });
  readonly blocks: BlockToProject[] = [];
  readonly opened: { readonly afterBlock: number; readonly args: OpenedPublication }[] = [];

  /** Runs a projecting operation as the writing thread does. */
  run<A, R>(operation: Operation<A, R>, args: A): R {
    return inProjection(operation)(this.db, args);
  }

  /** Projects the next block. */
  block(...transactions: readonly TestTransaction[]): ReturnType<typeof applyBlock> {
    const number = this.blocks.length;
    const block: BlockToProject = {
      number,
      transactions: transactions.map((transaction, index) => toBlockTransaction(transaction, number, index)),
    };
    this.blocks.push(block);
    return this.run(applyBlock, block);
  }

  /** Opens and projects publications. */
  open(...args: readonly OpenedPublication[]): void {
    for (const opened of args) {
      this.opened.push({ afterBlock: this.blocks.length - 1, args: opened });
      this.run(applyOpened, opened);
    }
  }

  /** Publishes in one block and opens at once. */
  receive(request: TestRequest, at?: string): TestPublication {
    const publication = publish(request);
    const { publisher: creator } = publication;
    this.block({ creator, publications: [publication], ...(at === undefined ? {} : { at }) });
    if (publication.granted.length > 0) this.open(open(publication));
    return publication;
  }

  list(query: Partial<RecordQuery> = {}, now = '2026-11-24T00:00:00Z'): Page<RecordView> {
    const full: RecordQuery = { filters: {}, versions: 'current', limit: 100, ...query };
    return this.page(toListArgs(full, READER, parseInstant(now)));
  }

  page(args: ListArgs): Page<RecordView> {
    let page = readRecordPage(this.db, args);
    if (page.state === 'promote') {
      this.run(promoteWaiting, { now: args.now });
      page = readRecordPage(this.db, args);
    }
    if (page.state !== 'ready') throw new Error(page.state);
    return JSON.parse(page.json) as Page<RecordView>;
  }

  read(id: string, now = '2026-11-24T00:00:00Z'): ({ readonly data: RecordView } & Basis) | null {
    const json = readRecord(this.db, { id, now: parseInstant(now) });
    return json === null ? null : (JSON.parse(json) as { readonly data: RecordView } & Basis);
  }

  checkpoint(): number {
    return checkpoint(this.db.projection);
  }

  /** Deletes `projection.db` and builds it again from the same blocks and openings. */
  rebuild(): void {
    closeDatabases(this.db);
    for (const suffix of ['', '-wal', '-shm'])
      rmSync(join(this.dir, `projection.db${suffix}`), { force: true });
    this.db = openDatabases(this.dir, { readonly: false });
    for (const block of this.blocks) {
      this.run(applyBlock, block);
      for (const { afterBlock, args } of this.opened) {
        if (afterBlock === block.number) this.run(applyOpened, args);
      }
    }
  }

  close(): void {
    closeDatabases(this.db);
    rmSync(this.dir, { recursive: true });
  }
}

function toBlockTransaction(
  { creator = 'Qiming', at = '2026-11-23T08:00:00Z', publications = [], memberWrites = [] }: TestTransaction,
  block: number,
  index: number,
): BlockToProject['transactions'][number] {
  return {
    index,
    transactionId: `transaction-${block}-${index}`,
    creator,
    timestamp: at,
    memberWrites,
    publications: publications.map((publication) => {
      const { a, t } = readEnvelope(publication.envelope).envelope;
      const { id, publisher, granted } = publication;
      return { id, publisher, a, tags: t, own: publisher === READER, mine: granted.length > 0 };
    }),
  };
}

/** A valid inventory row; every argument may be replaced. */
export function stock(values: JsonObject = {}): JsonObject {
  return {
    ...{ product: 'TAG-01', location: 'WH1', direction: 'outbound', blocked: false },
    ...{ asOf: '2026-11-23T08:00:00+08:00', quantity: '1200', unit: 'H87' },
    ...values,
  };
}
