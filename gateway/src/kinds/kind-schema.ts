// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, JsonValue, Section } from '@chainshare/chaincode/model';

/** A name in the languages of the product. */
export interface Names {
  readonly zh: string;
  readonly en: string;
}

/** What a subject is about; `any` is decided by the form of its value. */
export type SubjectType = 'product' | 'lot' | 'item' | 'location' | 'party' | 'any';

/** One top-level property of a kind, as far as a gateway reads it: JSON Schema keywords and our marks. */
export interface PropertySchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly JsonValue[];
  readonly default?: JsonValue;
  readonly items?: PropertySchema;
  readonly properties?: Readonly<Record<string, PropertySchema>>;
  readonly 'x-section': Section;
  readonly 'x-title'?: Names;
  readonly 'x-help'?: Names;
  /** The value names an enterprise, which by default may read the record. */
  readonly 'x-party'?: boolean;
  /** Reserved for the enterprise named here: rules by role or network do not reach such a record. */
  readonly 'x-exclusive'?: boolean;
  readonly 'x-subject'?: SubjectType;
}

/** The JSON Schema of a kind with our marks at its root. */
export interface KindSchema {
  readonly $id: string;
  readonly title: string;
  readonly 'x-title': Names;
  readonly 'x-key': readonly string[];
  readonly 'x-order'?: string;
  readonly 'x-time'?: string;
  readonly 'x-default-sections': readonly Section[];
  readonly 'x-inline'?: boolean;
  readonly required?: readonly string[];
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
  readonly properties: Readonly<Record<string, PropertySchema>>;
  readonly $defs?: Readonly<Record<string, PropertySchema>>;
}

const schemaIdForm = /^urn:chainshare:kind:([a-z]+):([1-9]\d*)$/;

/**
 * Reads name and major version out of a schema's `$id`.
 *
 * @throws Error when the document was not written as one of a kind: a fault of the build, not of a user
 */
export function parseSchemaId(id: string): { name: string; major: number } {
  const match = schemaIdForm.exec(id);
  if (match?.[1] === undefined) throw new Error(`not the id of a kind: ${id}`);
  return { name: match[1], major: Number(match[2]) };
}

/** Resolves a local `$ref` (`#/$defs/name`), so that the type behind a property can be seen. */
export function resolveProperty(schema: KindSchema, property: PropertySchema): PropertySchema {
  if (property.$ref === undefined) return property;
  const target = schema.$defs?.[definitionName(property) ?? ''];
  return target === undefined ? property : { ...resolveProperty(schema, target), ...property };
}

/** Name of the shared definition that a property uses (`dec`, `timestamp`, `party`), if it uses one. */
export function definitionName(property: PropertySchema): string | undefined {
  return property.$ref?.split('/').at(-1);
}

/** The schema as the plain document that is served. */
export function asDocument(schema: KindSchema): JsonObject {
  return schema as unknown as JsonObject;
}
