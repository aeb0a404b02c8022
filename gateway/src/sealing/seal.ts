// SPDX-License-Identifier: Apache-2.0
import { hash, randomBytes } from 'node:crypto';
import {
  encodeBase64url,
  envelopeText,
  inlineBytesMax,
  isMspId,
  publicationId,
  recordsPerPublicationMax,
  sections,
  writeSections,
  type Audience,
  type JsonObject,
  type Section,
  type SectionTexts,
} from '@chainshare/chaincode/model';
import { sealBox } from './box.js';
import { encodeHeaderBox, headerTextOf } from './header-box.js';
import type { Header, Onward } from './header.js';
import { GCM_TAG_BYTES, KEY_BYTES, SALT_BYTES } from './layout.js';
import {
  boxKey,
  fillKey,
  headerSalt,
  keysOf,
  type AllKeys,
  type PublicationKeys,
} from './publication-keys.js';
import { publicationRoot } from './root.js';
import { writeSealedBytes } from './sealed-bytes.js';
import { SealingError } from './sealing-error.js';
import { sectionContent, type SectionContent } from './section-content.js';
import { encodeOpenKeys, type Terms } from './slots.js';
import { taggedWraps, type Addressee, type Entropy } from './tagged-wraps.js';
import { keyPairOf, type KeyPair } from './x25519.js';

/** One enterprise that gets some sections of a publication. */
export interface Recipient extends Terms {
  readonly mspId: string;
  /** Its newest known X25519 key, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** What it may open; identity always, named or not. */
  readonly sections: readonly Section[];
}

/** What is to be said, to whom, and in whose name. */
export interface SealRequest<R = Partial<Record<Section, JsonObject>>> {
  /** MSP ID of the own enterprise. */
  readonly publisher: string;
  /** The own newest static key pair. */
  readonly keyPair: KeyPair;
  readonly kind: string;
  readonly schema: number;
  /** Values by section; a section that is not named is `{}`. */
  readonly records: readonly R[];
  readonly onward: Onward | null;
  readonly audience: Audience;
  /** Without the own enterprise, which always gets everything. */
  readonly recipients: readonly Recipient[];
  /** The own count. */
  readonly self: Pick<Terms, 'epoch' | 'counter'>;
  /** Follow tags of what this corrects, withdraws or purges. */
  readonly follow: readonly Uint8Array[];
  /** Whether the sealed bytes stand in the envelope itself. */
  readonly inline?: boolean;
  /** For audiences network and public: purpose and end stated to all. */
  readonly openTerms?: Pick<Terms, 'purpose' | 'until'>;
  /** The source of every random byte. Never given in production: a repeated key breaks the seal. */
  readonly entropy?: Entropy;
}

/** A finished publication: these bytes are stored and sent, and never sealed again. */
export interface Sealed {
  readonly id: string;
  /** E as canonical JSON. */
  readonly envelope: string;
  /** S. */
  readonly sealed: Buffer;
  readonly keys: AllKeys;
  readonly header: Header;
}

const NO_TERMS = { purpose: 0, until: 0 };

/**
 * Seals records into one publication (docs/format.md). Publication key, random bytes and ephemeral key are
 * drawn anew in each call.
 *
 * @throws {@link SealingError} with its code; LedgerError NOT_JSON for a value that JSON cannot say
 */
export function seal(request: SealRequest): Sealed {
  return sealWritten({ ...request, records: request.records.map(writeSections) });
}

/**
 * Seals records that are written already, as {@link seal} does.
 *
 * @throws {@link SealingError} with its code
 */
export function sealWritten(request: SealRequest<SectionTexts>): Sealed {
  assertSealable(request);
  const draw = request.entropy ?? randomBytes;
  const keys = keysOf(draw(KEY_BYTES));
  const a = draw(SALT_BYTES);
  const ephemeral = keyPairOf(draw(KEY_BYTES));
  const contents = sections.map((section) =>
    sectionContent(section, keys.sectionKeys[section], request.records),
  );
  const header = headerOf(request, contents);
  const headerText = headerTextOf(header);
  const roots = contents.map(({ root }) => root);
  const r = publicationRoot(headerSalt(keys.headerKey), headerText, roots);
  const { publisher, keyPair } = request;
  const wraps = taggedWraps(addresseesOf(request, keys), request.follow, {
    publisher,
    keyPair,
    ephemeral,
    a,
    r,
    draw,
  });
  const sealed = writeSealedBytes({
    ephemeralKey: ephemeral.publicKey,
    wraps: wraps.map(({ wrap }) => wrap),
    headerBox: sealBox(
      boxKey(keys.headerKey, r),
      encodeHeaderBox({
        roots,
        bodyLengths: contents.map(({ body }) => (body === undefined ? 0 : body.length + GCM_TAG_BYTES)),
        headerText,
      }),
    ),
    bodies: contents.flatMap(({ key, body }) => (body === undefined ? [] : [sealBox(boxKey(key, r), body)])),
    fillKey: fillKey(keys.headerKey, r),
  });
  const envelope = envelopeText({
    v: 1,
    p: publisher,
    a: encodeBase64url(a),
    r: encodeBase64url(r),
    s: encodeBase64url(hash('sha256', sealed, 'buffer')),
    t: wraps.map(({ tag }) => encodeBase64url(tag)),
    ...inlineMember(request, sealed),
    ...openMember(request, keys),
  });
  return { id: publicationId(Buffer.from(envelope)), envelope, sealed, keys, header };
}

function assertSealable({
  publisher,
  records,
  recipients,
}: Pick<SealRequest<unknown>, 'publisher' | 'records' | 'recipients'>): void {
  if (records.length < 1 || records.length > recordsPerPublicationMax) {
    throw new SealingError('RECORD_COUNT', `a publication has 1 to ${recordsPerPublicationMax} records`);
  }
  const mspIds = new Set([publisher, ...recipients.map(({ mspId }) => mspId)]);
  if (![...mspIds].every(isMspId))
    throw new SealingError('RECIPIENT', 'enterprises are named by their MSP ID');
  if (mspIds.size !== recipients.length + 1) {
    throw new SealingError('RECIPIENT', 'a recipient is named once, and the publisher is none');
  }
}

function headerOf(request: SealRequest<unknown>, contents: readonly SectionContent[]): Header {
  const { kind, schema, onward, audience, records } = request;
  const named = contents.filter(({ body }) => body !== undefined).map(({ section }) => section);
  return { format: 1, kind, schema, n: records.length, sections: named, onward, audience };
}

/** Everybody who gets a wrap: oneself first, with all keys. */
function addresseesOf(request: SealRequest<unknown>, keys: AllKeys): readonly Addressee[] {
  const { publisher: mspId, keyPair, self } = request;
  const own = { mspId, publicKey: keyPair.publicKey, keys, terms: { ...self, ...NO_TERMS } };
  const others = request.recipients.map((recipient) => ({
    mspId: recipient.mspId,
    publicKey: recipient.publicKey,
    keys: keysFor(recipient.sections, keys),
    terms: recipient,
  }));
  return [own, ...others];
}

function keysFor(granted: readonly Section[], { headerKey, sectionKeys }: AllKeys): PublicationKeys {
  const names = sections.filter((section) => section === 'identity' || granted.includes(section));
  return { headerKey, sectionKeys: Object.fromEntries(names.map((name) => [name, sectionKeys[name]])) };
}

function inlineMember({ inline }: SealRequest<unknown>, sealed: Buffer): { b?: string } {
  if (inline !== true) return {};
  if (sealed.length > inlineBytesMax) {
    throw new SealingError(
      'INLINE_TOO_LARGE',
      `inline bytes are at most ${inlineBytesMax}, not ${sealed.length}`,
    );
  }
  return { b: encodeBase64url(sealed) };
}

function openMember({ audience, openTerms = NO_TERMS }: SealRequest<unknown>, keys: AllKeys): { k?: string } {
  if (audience === 'granted') return {};
  return { k: encodeBase64url(encodeOpenKeys(keys, openTerms)) };
}
