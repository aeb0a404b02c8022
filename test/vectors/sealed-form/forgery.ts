// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import {
  canonical,
  sections,
  type JsonObject,
  type JsonValue,
  type Section,
} from '@chainshare/chaincode/model';
import { keystream, sealBox } from '@chainshare/gateway/internal/sealing/box.js';
import {
  absentRoot,
  boxKey,
  fillKey,
  headerSalt,
  keysOf,
  type AllKeys,
} from '@chainshare/gateway/internal/sealing/publication-keys.js';
import { publicationRoot } from '@chainshare/gateway/internal/sealing/root.js';
import { recordHashes, recordSalts } from '@chainshare/gateway/internal/sealing/section-content.js';
import { encodeSlots, type Terms } from '@chainshare/gateway/internal/sealing/slots.js';
import { pairKey, tag } from '@chainshare/gateway/internal/sealing/tags.js';
import { treeRoot } from '@chainshare/gateway/internal/sealing/tree.js';
import { sealWrap } from '@chainshare/gateway/internal/sealing/wrap.js';
import { keyPairOf, type KeyPair } from '@chainshare/gateway/internal/sealing/x25519.js';
import { cast, fixedEntropy, text, type Enterprise } from './cast.js';

type Change<T> = (value: T) => T;

/** Where a dishonest publisher departs from the rules; everything after that step is sealed as it should be. */
export interface Departure {
  readonly header?: Change<JsonObject>;
  /** The header as it stands in the box, and in its hash. */
  readonly headerText?: Change<string>;
  /** The 624 bytes before they are sealed. */
  readonly headerPlaintext?: Change<Buffer>;
  readonly bodies?: Readonly<Partial<Record<Section, string | Buffer>>>;
  /** Section roots as they stand in the box and under r. */
  readonly roots?: Change<Buffer[]>;
  readonly root?: Change<Buffer>;
  readonly bodyBoxes?: Change<Buffer[]>;
  readonly bodyLengths?: Change<number[]>;
  readonly fill?: Change<Buffer>;
  readonly slotBlock?: Change<Buffer>;
  readonly wrap?: Change<Buffer>;
  readonly ephemeralKey?: Change<Buffer>;
  readonly keysInClear?: Change<Buffer>;
  readonly sealed?: Change<Buffer>;
  readonly envelope?: (envelope: Record<string, JsonValue>, sealed: Buffer) => JsonValue;
  readonly envelopeText?: (text: string) => string | Buffer;
}

/** A publication as a dishonest publisher would put it on the ledger. */
export interface Forgery {
  readonly envelope: Buffer;
  readonly sealed: Buffer;
}

/** Who seals what for whom. */
export interface Scene {
  readonly publisher: Enterprise;
  readonly reader: { readonly mspId: string; readonly publicKey: Uint8Array };
  /** Two records. */
  readonly values: Readonly<Partial<Record<Section, readonly JsonObject[]>>>;
  readonly terms: Terms;
  readonly draw: (length: number) => Buffer;
}

const header = {
  format: 1,
  kind: 'inventory',
  schema: 1,
  n: 2,
  sections: ['identity', 'quantity'],
  onward: null,
  audience: 'granted',
};

/** Xinqiao seals two records for Xinghe, the same in every run of the same name. */
function vectorScene(name: string): Scene {
  const { Xinqiao, Xinghe } = cast;
  return {
    publisher: Xinqiao,
    reader: { mspId: Xinghe.mspId, publicKey: Xinghe.keyPair.publicKey },
    values: {
      identity: [{ product: 'TAG-01' }, { product: 'TAG-02' }],
      quantity: [{ quantity: '1200' }, {}],
    },
    terms: { epoch: 1_795_000_000, counter: 1n, purpose: 0, until: 0 },
    draw: fixedEntropy(`forgery ${name}`).draw,
  };
}

/** Seals two records for one reader, all sections granted, and departs from the rules in one place. */
export function forge(name: string, departure: Departure, scene: Scene = vectorScene(name)): Forgery {
  const { values, terms, draw } = scene;
  const keys = keysOf(draw(32));
  const a = draw(16);
  const ephemeral = keyPairOf(draw(32));
  const texts = sections.map((section) => values[section]?.map(canonical));
  const roots = apply(departure.roots, sectionRoots(texts, keys));
  const headerText = apply(
    departure.headerText,
    canonical(apply(departure.header, header as unknown as JsonObject)),
  );
  const r = apply(departure.root, publicationRoot(headerSalt(keys.headerKey), headerText, roots));
  const boxes = apply(departure.bodyBoxes, bodyBoxes(texts, { keys, r, bodies: departure.bodies ?? {} }));
  const lengths = apply(
    departure.bodyLengths,
    sections.map((_, i) => boxes[i]?.length ?? 0),
  );
  const slotBlock = encodeSlots({ ...keys, ...terms }, draw);
  const tagged = taggedWraps(departure, { a, r, ephemeral, slotBlock, scene });
  const content = Buffer.concat([
    Buffer.from('CSP1\0\x04', 'latin1'),
    apply(departure.ephemeralKey, ephemeral.publicKey),
    ...tagged.map(({ wrap }) => wrap),
    sealBox(
      boxKey(keys.headerKey, r),
      apply(departure.headerPlaintext, headerPlaintext(roots, lengths, headerText)),
    ),
    ...boxes,
  ]);
  const fill = apply(departure.fill, keystream(fillKey(keys.headerKey, r), 2_048 - content.length));
  const sealed = apply(departure.sealed, Buffer.concat([content, fill]));
  const clear = departure.keysInClear?.(openBlock(slotBlock));
  const envelope = {
    v: 1,
    p: scene.publisher.mspId,
    a: text(a),
    r: text(r),
    s: text(createHash('sha256').update(sealed).digest()),
    t: tagged.map((one) => text(one.tag)),
    ...(clear === undefined ? {} : { k: text(clear) }),
  };
  return { envelope: written(departure, envelope, sealed), sealed };
}

function apply<T>(change: Change<T> | undefined, value: T): T {
  return change === undefined ? value : change(value);
}

function written(departure: Departure, envelope: Record<string, JsonValue>, sealed: Buffer): Buffer {
  const changed = departure.envelope?.(envelope, sealed) ?? envelope;
  return Buffer.from(departure.envelopeText?.(canonical(changed)) ?? canonical(changed));
}

type Texts = readonly (readonly string[] | undefined)[];

function sectionRoots(texts: Texts, { sectionKeys }: AllKeys): Buffer[] {
  return sections.map((section, i) => {
    const [key, list] = [sectionKeys[section], texts[i]];
    return list === undefined ? absentRoot(key) : treeRoot(recordHashes(list, recordSalts(key, list.length)));
  });
}

interface BodyInputs {
  readonly keys: AllKeys;
  readonly r: Buffer;
  readonly bodies: NonNullable<Departure['bodies']>;
}

function bodyBoxes(texts: Texts, { keys, r, bodies }: BodyInputs): Buffer[] {
  return sections.flatMap((section, i) => {
    const body = bodies[section] ?? (texts[i] && `[${texts[i].join(',')}]`);
    return body === undefined ? [] : [sealBox(boxKey(keys.sectionKeys[section], r), Buffer.from(body))];
  });
}

interface WrapInputs {
  readonly a: Buffer;
  readonly r: Buffer;
  readonly ephemeral: KeyPair;
  readonly slotBlock: Buffer;
  readonly scene: Scene;
}

/** The reader's tag and wrap among three of padding. */
function taggedWraps(departure: Departure, { a, r, ephemeral, slotBlock, scene }: WrapInputs) {
  const { publisher, reader, draw } = scene;
  const context = { p: publisher.mspId, q: reader.mspId, a, r };
  const key = pairKey(publisher.keyPair, reader.publicKey) as Buffer;
  const wrap = sealWrap(apply(departure.slotBlock, slotBlock), ephemeral, reader.publicKey, context);
  const padding = [1, 2, 3].map(() => ({ tag: draw(16), wrap: draw(208) }));
  return [{ tag: tag(key, context), wrap: apply(departure.wrap, wrap as Buffer) }, ...padding].sort((x, y) =>
    Buffer.compare(x.tag, y.tag),
  );
}

function headerPlaintext(roots: readonly Buffer[], lengths: readonly number[], headerText: string): Buffer {
  const bytes = Buffer.alloc(624, ' ');
  Buffer.concat(roots).copy(bytes);
  lengths.forEach((length, i) => bytes.writeUInt32BE(length, 128 + 4 * i));
  bytes.write(headerText, 144, 'utf8');
  return bytes;
}

/** The slot block as it stands in clear: epoch and counter 0. */
function openBlock(slotBlock: Buffer): Buffer {
  const block = Buffer.from(slotBlock);
  block.fill(0, 160, 172);
  return block;
}
