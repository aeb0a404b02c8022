// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import type { JsonObject } from '@chainshare/chaincode/model';
import type { Kind } from '@chainshare/gateway/internal/kinds/kind.js';
import { recordArbitrary } from './record-arbitrary.js';
import type { MadeBody } from './request-arbitrary.js';

/** What bodies of publish calls are made of. */
export interface PublishedThings {
  readonly kinds: readonly Kind[];
  /** Who may be named as an addressee. */
  readonly members: readonly string[];
  /** Bodies without a fault. */
  readonly files: readonly (MadeBody & { readonly bytes: Buffer<ArrayBuffer> })[];
}

interface Records {
  readonly kind: string;
  readonly records: readonly JsonObject[];
}

const RECORDS_MAX = 3;
/** Bytes of a file that are changed at most. */
const CHANGES_MAX = 3;

/** Bodies of publish calls that come close to being published: records of one kind, and files with a few bytes changed. */
export function publishBodies({ kinds, members, files }: PublishedThings): fc.Arbitrary<MadeBody> {
  const records = fc.oneof(...kinds.map(recordsOf));
  const to = fc.subarray([...members]);
  const calls = fc.tuple(records, to).map(([call, addressees]): MadeBody => ({
    type: 'application/json',
    query: {},
    bytes: JSON.stringify({ ...call, to: addressees }),
  }));
  const lines = records.map((call): MadeBody => ({
    type: 'application/x-ndjson',
    query: { kind: call.kind },
    bytes: call.records.map((record) => `${JSON.stringify(record)}\n`).join(''),
  }));
  return fc.oneof(calls, lines, ...files.map(changedFile));
}

function recordsOf(kind: Kind): fc.Arbitrary<Records> {
  return fc
    .array(recordArbitrary(kind.marks), { minLength: 1, maxLength: RECORDS_MAX })
    .map((records) => ({ kind: kind.name, records }));
}

function changedFile({ bytes, ...file }: PublishedThings['files'][number]): fc.Arbitrary<MadeBody> {
  const change = fc.record({ at: fc.nat(bytes.length - 1), byte: fc.nat(255) });
  return fc.array(change, { maxLength: CHANGES_MAX }).map((changes) => {
    const changed = new Uint8Array(bytes);
    for (const { at, byte } of changes) changed[at] = byte;
    return { ...file, bytes: changed };
  });
}
