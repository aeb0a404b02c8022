// SPDX-License-Identifier: Apache-2.0
import type { JsonValue } from '../json.js';
import type { Section } from '../words.js';

/** A name or a sentence in the languages of the product. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** What a subject is; of `any`, the form of the value decides. */
export type SubjectType = 'product' | 'lot' | 'item' | 'location' | 'party' | 'any';

/** A property below the top level, or a shared definition: JSON Schema keywords. */
export interface ValueSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly JsonValue[];
  readonly default?: JsonValue;
  readonly format?: string;
  readonly pattern?: string;
  readonly items?: ValueSchema;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, ValueSchema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly ValueSchema[];
}

/** A property of a record: JSON Schema keywords and the marks by which the product works. */
export interface PropertySchema extends ValueSchema {
  readonly 'x-section': Section;
  readonly 'x-title': Bilingual;
  readonly 'x-help'?: Bilingual;
  /** the value names an enterprise, which by default may read the record */
  readonly 'x-party'?: boolean;
  /** the record is reserved for the enterprise named here */
  readonly 'x-exclusive'?: boolean;
  /** the value is something that the record is about */
  readonly 'x-subject'?: SubjectType;
  /** the value is a code of this sort, known under other names too */
  readonly 'x-code'?: 'product' | 'location';
  /** the property that holds the unit of this quantity */
  readonly 'x-unit'?: string;
  /** members that tell the items of this array apart */
  readonly 'x-item-key'?: readonly string[];
}

/** The self-contained JSON Schema (draft 2020-12) of a kind of record, with the product's marks. */
export interface KindSchema {
  readonly $schema: string;
  readonly $id: string;
  readonly title: string;
  readonly 'x-title': Bilingual;
  readonly 'x-help'?: Bilingual;
  /** properties that, with publisher and kind, say what the record is the newest word on */
  readonly 'x-key': readonly string[];
  /** the property that orders records of one key */
  readonly 'x-order'?: string;
  /** the property that says when it was so, where it is not the one of the order */
  readonly 'x-time'?: string;
  /** sections that a party named by the record receives when nothing else is said */
  readonly 'x-default-sections': readonly Section[];
  /** whether a file may be taken for all there is, so that what it lacks becomes zero */
  readonly 'x-snapshot'?: boolean;
  /** whether sealed bytes stand in the envelope, to be there without the publisher */
  readonly 'x-inline'?: boolean;
  readonly type: 'object';
  readonly additionalProperties?: false;
  readonly required: readonly string[];
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
  readonly properties: Readonly<Record<string, PropertySchema>>;
  readonly $defs: Readonly<Record<string, ValueSchema>>;
}

const DEFINITIONS = '#/$defs/';

/** Name of the shared definition that a value uses (`dec`, `timestamp`, `party`), if it uses one. */
export function definitionName({ $ref }: ValueSchema): string | undefined {
  return $ref?.slice(DEFINITIONS.length);
}

/** Follows a local `$ref`, so that the type behind a property can be seen. */
export function resolveSchema(kind: KindSchema, value: ValueSchema): ValueSchema {
  const target = kind.$defs[definitionName(value) ?? ''];
  return target === undefined ? value : resolveSchema(kind, target);
}
