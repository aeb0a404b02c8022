// SPDX-License-Identifier: Apache-2.0
import {
  headerBoxAt,
  headerBoxBytes,
  paddedLength,
  parseEnvelope,
  sections,
  type JsonObject,
  type ParsedEnvelope,
  type Section,
} from '@chainshare/chaincode/model';
import { keystream, openBox } from './box.js';
import { formRule } from './form-rule.js';
import { decodeHeaderBox, type HeaderBox } from './header-box.js';
import { BODY_BOX_BYTES_MIN } from './layout.js';
import { absentRoot, boxKey, fillKey, headerSalt, type PublicationKeys } from './publication-keys.js';
import { publicationRoot } from './root.js';
import { headerBoxOf, type SealedBytes } from './sealed-bytes.js';
import { readBody, recordHashes, recordSalts } from './section-content.js';
import { treeRoot } from './tree.js';
import { unreadable } from './unreadable-error.js';

/** What the header key opens. */
export interface OpenedHeader extends HeaderBox {
  /** Salt of the header: publication-wide follow tags come from it, and proofs show it. */
  readonly salt: Buffer;
}

/** One section, opened and proven to lead to the root. */
export interface OpenedSection {
  /** In the order of the records; `{}` where a record has nothing in this section. */
  readonly values: readonly JsonObject[];
  /** The same values as canonical JSON. */
  readonly texts: readonly string[];
  /** 16 bytes for each record, see `saltAt` in `section-content.ts`. */
  readonly salts: Buffer;
}

/** A publication as far as it was granted. */
export interface Opened extends OpenedHeader {
  /** Granted sections that are there; of one that the header does not name, that was checked. */
  readonly sections: Readonly<Partial<Record<Section, OpenedSection>>>;
}

/**
 * Reads an envelope (docs/format.md, chapter 9, rules 1 to 12).
 *
 * @throws {@link UnreadableError} MALFORMED, or FORGED where it holds other sealed bytes than it names
 */
export function readEnvelope(text: string | Uint8Array): ParsedEnvelope {
  return formRule(() => parseEnvelope(text));
}

/**
 * Opens the header and checks that it, and everything that needs no section key, leads to the root.
 *
 * @throws {@link UnreadableError} HEADER_BOX, HEADER, AUDIENCE, LENGTHS, FILL or ROOT
 */
export function openHeader(sealed: SealedBytes, headerKey: Uint8Array): OpenedHeader {
  const { r, k } = sealed.envelope.fields;
  const plaintext = openBox(boxKey(headerKey, r), headerBoxOf(sealed));
  if (plaintext === undefined) throw unreadable('HEADER_BOX', 'the header does not open');
  const box = decodeHeaderBox(plaintext);
  if ((k !== undefined) !== (box.header.audience !== 'granted')) {
    throw unreadable('AUDIENCE', 'keys stand in clear exactly if the audience is wider than those granted');
  }
  checkLengths(sealed, box);
  checkFill(sealed, box, fillKey(headerKey, r));
  const salt = headerSalt(headerKey);
  if (!publicationRoot(salt, box.headerText, box.roots).equals(r)) {
    throw unreadable('ROOT', 'header and section roots do not lead to the root of the envelope');
  }
  return { ...box, salt };
}

/**
 * Opens header and granted sections; nothing is given before all of it leads to the root.
 *
 * @param keys - from a wrap, from the envelope, or given later by a grant
 * @throws {@link UnreadableError} with the first rule that breaks
 */
export function openSections(sealed: SealedBytes, keys: PublicationKeys): Opened {
  const header = openHeader(sealed, keys.headerKey);
  const bodies = bodyBoxes(sealed, header);
  const opened: Partial<Record<Section, OpenedSection>> = {};
  sections.forEach((section, i) => {
    const key = keys.sectionKeys[section];
    if (key === undefined) return;
    const [root, body] = [header.roots[i] as Buffer, bodies[i] as Buffer];
    if (body.length > 0) {
      opened[section] = openSection(body, boxKey(key, sealed.envelope.fields.r), {
        section,
        key,
        root,
        header,
      });
    } else if (!absentRoot(key).equals(root)) {
      throw unreadable('ABSENT_ROOT', 'a section that the header does not name has the root of another one');
    }
  });
  return { ...header, sections: opened };
}

/** What one section must fit. */
interface SectionPlace {
  readonly section: Section;
  readonly key: Buffer;
  readonly root: Buffer;
  readonly header: HeaderBox;
}

function openSection(body: Buffer, key: Buffer, place: SectionPlace): OpenedSection {
  const plaintext = openBox(key, body);
  if (plaintext === undefined) throw unreadable('BODY_BOX', 'a granted section does not open');
  const { n } = place.header.header;
  const { values, texts } = readBody(plaintext, n, place.section === 'identity');
  const salts = recordSalts(place.key, n);
  if (!treeRoot(recordHashes(texts, salts)).equals(place.root)) {
    throw unreadable('SECTION_ROOT', 'the values of a section do not lead to its root');
  }
  return { values, texts, salts };
}

function checkLengths(sealed: SealedBytes, { header, bodyLengths }: HeaderBox): void {
  const fits = sections.every((section, i) => {
    const length = bodyLengths[i] as number;
    return header.sections.includes(section) ? length >= BODY_BOX_BYTES_MIN : length === 0;
  });
  if (!fits) throw unreadable('LENGTHS', 'exactly the sections that the header names have a body');
  if (paddedLength(bodiesEnd(sealed, bodyLengths)) !== sealed.bytes.length) {
    throw unreadable('LENGTHS', 'the sealed bytes are not as long as their bodies ask for');
  }
}

function checkFill(sealed: SealedBytes, { bodyLengths }: HeaderBox, key: Buffer): void {
  const fill = sealed.bytes.subarray(bodiesEnd(sealed, bodyLengths));
  if (!keystream(key, fill.length).equals(fill)) {
    throw unreadable('FILL', 'the sealed bytes are filled up with something else than their keystream');
  }
}

function bodyBoxes(sealed: SealedBytes, { bodyLengths }: HeaderBox): readonly Buffer[] {
  let at = bodiesBegin(sealed);
  return bodyLengths.map((length) => sealed.bytes.subarray(at, (at += length)));
}

function bodiesBegin({ envelope }: SealedBytes): number {
  return headerBoxAt(envelope.fields.t.length) + headerBoxBytes;
}

function bodiesEnd(sealed: SealedBytes, bodyLengths: readonly number[]): number {
  return bodyLengths.reduce((end, length) => end + length, bodiesBegin(sealed));
}
