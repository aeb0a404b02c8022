// SPDX-License-Identifier: Apache-2.0
import { parseEnvelope, sections, type JsonObject, type JsonValue } from '@chainshare/chaincode/model';
import { openSections } from '@chainshare/gateway/internal/sealing/open.js';
import {
  absentRoot,
  boxKey,
  fillKey,
  headerSalt,
} from '@chainshare/gateway/internal/sealing/publication-keys.js';
import { seal, type Sealed, type SealRequest } from '@chainshare/gateway/internal/sealing/seal.js';
import { readSealedBytes } from '@chainshare/gateway/internal/sealing/sealed-bytes.js';
import { recordHashes, saltAt } from '@chainshare/gateway/internal/sealing/section-content.js';
import { followTagOfPublication, followTagOfRecord } from '@chainshare/gateway/internal/sealing/tags.js';
import { hashAt } from '@chainshare/gateway/internal/sealing/tree.js';
import { unwrapped } from './unwrapped.js';
import { cast, fixedEntropy, secretText, text, type Enterprise } from './cast.js';

/** A publication of the vectors, as it was asked for and as it came out. */
export interface ValidCase {
  readonly name: string;
  readonly request: SealRequest;
  readonly sealed: Sealed;
  readonly drawn: readonly Buffer[];
}

const { Xinqiao, Xinghe, Lingyun } = cast;

const base = {
  publisher: Xinqiao.mspId,
  keyPair: Xinqiao.keyPair,
  kind: 'inventory',
  schema: 1,
  onward: null,
  audience: 'granted',
  recipients: [],
  self: { epoch: 1_795_000_000, counter: 1n },
  follow: [],
} as const;

const toXinghe = {
  mspId: Xinghe.mspId,
  publicKey: Xinghe.keyPair.publicKey,
  sections: ['identity', 'quantity'],
  purpose: 0b00_0001,
  until: 0,
  epoch: 1_795_000_000,
  counter: 7n,
} as const;

const toLingyun = {
  mspId: Lingyun.mspId,
  publicKey: Lingyun.keyPair.publicKey,
  sections: ['identity', 'evidence'],
  purpose: 0b00_0110,
  until: 1_826_536_000,
  epoch: 1_795_000_000,
  counter: 3n,
} as const;

const stock = (product: string, quantity: string) => ({
  identity: { product, location: 'WH1', asOf: '2026-11-23T08:00:00+08:00', note: '链享 – “α”' },
  quantity: { quantity, unit: 'H87' },
});

/** All valid vectors but the long one, in the order in which they depend on one another. */
export function validCases(): readonly ValidCase[] {
  const oneRecord = make('one-record', {
    ...base,
    records: [{ identity: { product: 'TAG-01', location: 'WH1' } }],
  });
  const partialGrant = make('partial-grant', {
    ...base,
    records: [
      { ...stock('TAG-01', '1200'), commercial: { owner: 'Xinqiao' }, evidence: { document: 'D-1' } },
      { ...stock('TAG-02', '0') },
      { ...stock('TAG-03', '17.5'), evidence: { document: 'D-3', pages: [1, 2] } },
    ],
    recipients: [toXinghe, toLingyun],
    self: { epoch: 1_795_000_000, counter: 2n },
  });
  const salt = followTagOfRecord(openedIdentitySalt(partialGrant, 1));
  return [
    oneRecord,
    partialGrant,
    make('network', {
      ...base,
      kind: 'profile',
      audience: 'network',
      openTerms: { purpose: 0b10_0000, until: 1_826_536_000 },
      records: [{ identity: { names: { zh: '新桥', en: 'Xinqiao' } }, evidence: {} }],
    }),
    make('inline', {
      ...base,
      kind: 'response',
      inline: true,
      records: [{ identity: { verdict: 'accept' }, quantity: { quantity: '5' } }],
      recipients: [toXinghe],
    }),
    make('onward', {
      ...base,
      records: [{ identity: { product: 'TAG-01', lot: 'L-7' } }],
      onward: { direction: 'downstream', roles: ['certifier', 'core', 'lab'], until: 1_830_000_000 },
      recipients: [toXinghe],
    }),
    make('follow', {
      ...base,
      records: [
        { identity: { product: 'TAG-02', corrects: `${partialGrant.sealed.id}.1`, reason: 'counted twice' } },
      ],
      recipients: [toXinghe],
      follow: [salt, followTagOfPublication(headerSalt(oneRecord.sealed.keys.headerKey))],
    }),
  ];
}

/** Seals with the entropy of the vector's name. */
export function make(name: string, request: Omit<SealRequest, 'entropy'>): ValidCase {
  const { draw, drawn } = fixedEntropy(name);
  const sealed = seal({ ...request, entropy: draw });
  return { name, request, sealed, drawn };
}

/** A valid vector as it is written down. */
export function describeCase({ request, sealed, drawn }: ValidCase): JsonObject {
  return {
    request: describeRequest(request),
    drawn: drawn.map(text),
    derived: derivedValues(request, sealed),
    envelope: sealed.envelope,
    sealed: text(sealed.sealed),
    id: sealed.id,
  };
}

function describeRequest(request: SealRequest): JsonObject {
  const { publisher, kind, schema, records, onward, audience, inline = false, openTerms } = request;
  return {
    publisher,
    privateKeys: Object.fromEntries(Object.values(cast).map((one) => [one.mspId, secretText(one)])),
    kind,
    schema,
    records: records,
    onward: onward as unknown as JsonValue,
    audience,
    inline,
    openTerms: openTerms === undefined ? null : { ...openTerms },
    recipients: request.recipients.map(({ publicKey, counter, ...rest }) => ({
      ...rest,
      publicKey: text(publicKey),
      counter: String(counter),
    })),
    self: { epoch: request.self.epoch, counter: String(request.self.counter) },
    follow: request.follow.map(text),
  };
}

/** Every intermediate value, by the names of docs/format.md. */
function derivedValues(request: SealRequest, { envelope, sealed, keys }: Sealed): JsonObject {
  const parsed = parseEnvelope(envelope);
  const opened = openSections(readSealedBytes(parsed, sealed), keys);
  const { r } = parsed.fields;
  const readers: readonly Enterprise[] = Object.values(cast).filter(
    ({ mspId }) => mspId === request.publisher || request.recipients.some((one) => one.mspId === mspId),
  );
  return {
    header: opened.headerText,
    HK: text(keys.headerKey),
    h: text(opened.salt),
    'header box key': text(boxKey(keys.headerKey, r)),
    'fill key': text(fillKey(keys.headerKey, r)),
    sections: Object.fromEntries(
      sections.map((section, i) => [
        section,
        {
          SK: text(keys.sectionKeys[section]),
          'body key': text(boxKey(keys.sectionKeys[section], r)),
          'absent root': text(absentRoot(keys.sectionKeys[section])),
          root: text(opened.roots[i] ?? Buffer.alloc(0)),
          ...contentOf(opened.sections[section]),
        },
      ]),
    ),
    r: text(r),
    readers: readers.map((reader) => unwrapped(reader, request, readSealedBytes(parsed, sealed))),
  };
}

function contentOf(section: { texts: readonly string[]; salts: Buffer } | undefined): JsonObject {
  if (section === undefined) return {};
  const { texts, salts } = section;
  return {
    salts: texts.map((_, i) => text(saltAt(salts, i))),
    'record hashes': texts.map((_, i) => text(hashAt(recordHashes(texts, salts), i))),
  };
}

function openedIdentitySalt({ sealed }: ValidCase, index: number): Buffer {
  const bytes = readSealedBytes(parseEnvelope(sealed.envelope), sealed.sealed);
  return saltAt((openSections(bytes, sealed.keys).sections.identity as { salts: Buffer }).salts, index);
}
