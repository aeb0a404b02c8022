// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, JsonValue, Section } from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import type { OutsideName } from './outside-names.js';

/** One record that a document of a standard says. */
export interface ShapeRow {
  /** Where it stands in the document. */
  readonly pointer: string;
  readonly values: JsonObject;
  /** At places in the values. */
  readonly faults: readonly Fault[];
  /** The place in the document that a place in the values came from. */
  readonly pointerOf: (pointer: string) => string;
}

/** Between whom the document of a standard speaks; the shapes themselves name nobody. */
export interface ShapeParties {
  /** MSP ID of the enterprise whose word it is. */
  readonly publisher: string;
  /** The other side of the relation, as the call names it. */
  readonly counterparty: string;
}

/** A record as its reader holds it. */
export interface ShapeRecord {
  readonly id: string;
  /** Major version of the schema of its kind. */
  readonly schema: number;
  readonly publisher: string;
  readonly values: JsonObject;
  readonly withheld: readonly { readonly scope: Section }[];
}

/** Why a record cannot stand in a shape: a place in its values, and what the shape wants there. */
export interface Gap {
  readonly pointer: string;
  readonly message: string;
}

/** The JSON shape of a standard that says the same as records of one kind, and how to go both ways. */
export interface StandardShape {
  /** URN that names the shape as `profile` of a media type (RFC 6906). */
  readonly profile: string;
  /** The kind whose records it says, and its major version. */
  readonly kind: string;
  readonly schema: number;
  /** Sections that the shape speaks of; who was not granted one of them could only write half of it. */
  readonly sections: readonly Section[];
  /** Fields of which a document holds all there is: what it no longer names of them is no longer there. */
  readonly partition?: (document: JsonObject) => readonly string[];
  /** Every fault of a document against its standard. */
  faults(document: JsonObject): readonly Fault[];
  /** The records that a document without faults says. */
  rows(document: JsonObject, parties: ShapeParties): readonly ShapeRow[];
  /** Everything by which a record cannot stand in the shape: nothing is ever filled in or left out for it. */
  gaps(values: JsonObject): readonly Gap[];
  /** Numbers of its own by which it names things, where own codes stand in records. */
  readonly names: readonly OutsideName[];
  /** Records with equal answers stand in one document. */
  documentOf(record: ShapeRecord): JsonValue;
  /** Field in which all records of a document agree. */
  readonly uniform?: string;
  /** Writes the records of one document, none of which has a gap. */
  write(records: readonly JsonObject[]): JsonObject;
}

/** Media type of one JSON value a line. */
export const LINES_TYPE = 'application/x-ndjson';

/** The media type of documents of a shape; a URN as parameter is quoted (RFC 9110 section 5.6.6). */
export function mediaTypeOf({ profile }: StandardShape, type = 'application/json'): string {
  return `${type}; profile="${profile}"`;
}
