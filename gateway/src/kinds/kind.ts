// SPDX-License-Identifier: Apache-2.0
import {
  parseDate,
  parseInstant,
  sections,
  type Instant,
  type JsonObject,
  type JsonValue,
  type Section,
} from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import { facetsOf, textsOf, type Facet } from './facets.js';
import { asDocument, parseSchemaId, type KindSchema } from './kind-schema.js';
import { recordKey } from './record-key.js';
import { withReservedMembers } from './reserved-members.js';
import { joinSections, sectionSchema, splitSections, type SectionValues } from './sections.js';
import { subjectsOf } from './subjects.js';
import { newValidator, type Validate } from './validator.js';

/** One kind of record, ready to be used: everything that the product knows of it comes from its schema. */
export interface Kind {
  readonly name: string;
  /** Major version of the schema, as a header states it. */
  readonly schema: number;
  /** Kinds of the gateways themselves: nobody publishes them by hand, and no list shows them unasked. */
  readonly system: boolean;
  /** The marked schema. */
  readonly marks: KindSchema;
  /** The JSON Schema as it is served: the marked schema with the reserved members. */
  readonly document: JsonObject;
  /** Sections that the kind has fields in, in the order of sealing. */
  readonly sections: readonly Section[];
  /** What a party named by a record receives when nothing else is said. */
  readonly defaultSections: readonly Section[];
  /** Fields that name enterprises. */
  readonly partyFields: readonly string[];
  /** Fields that reserve a record for the enterprise they name. */
  readonly exclusiveFields: readonly string[];
  /** Every fault of a whole record. */
  validate(values: JsonObject): readonly Fault[];
  /** Every fault of one opened section, for a reader who may not hold the others. */
  validateSection(section: Section, value: JsonObject): readonly Fault[];
  /** The values with every default of the schema filled in. */
  withDefaults(values: JsonObject): JsonObject;
  split(values: JsonObject): SectionValues;
  join(parts: Partial<Record<Section, JsonObject>>): JsonObject;
  /** The key under which the newest record is current, lower-case hex. */
  recordKey(publisher: string, identity: JsonObject): string;
  /** What orders records of one key: nanoseconds of a time, or an integer; null where the kind has no order. */
  orderValue(identity: JsonObject): bigint | null;
  /** When it was so in the world, as `from` and `until` of a query compare it; null where nothing says. */
  businessTime(identity: JsonObject): Instant | null;
  subjects(identity: JsonObject, publisher: string): readonly string[];
  facets(identity: JsonObject): readonly Facet[];
  texts(values: JsonObject): readonly string[];
}

/** Kinds that gateways publish among themselves. */
const SYSTEM_KINDS = new Set(['profile', 'key', 'grant', 'withdrawal', 'void', 'disclosure', 'receipt']);

const nanosPerDay = 86_400_000_000_000n;

/** Builds a kind from its marked schema. */
export function newKind(marks: KindSchema): Kind {
  const { name, major } = parseSchemaId(marks.$id);
  const full = withReservedMembers(marks);
  const validate = newValidator(asDocument(full));
  const perSection = new Map<Section, Validate>();
  const properties = Object.entries(marks.properties);
  const marked = (mark: 'x-party' | 'x-exclusive') =>
    properties.filter(([, property]) => property[mark] === true).map(([field]) => field);
  const orderField = marks['x-order'];
  const timeField = marks['x-time'] ?? orderField;
  return {
    name,
    schema: major,
    system: SYSTEM_KINDS.has(name),
    marks,
    document: asDocument(full),
    sections: sections.filter((section) => properties.some(([, it]) => it['x-section'] === section)),
    defaultSections: marks['x-default-sections'],
    partyFields: marked('x-party'),
    exclusiveFields: marked('x-exclusive'),
    validate,
    validateSection(section, value) {
      const check = perSection.get(section) ?? newValidator(asDocument(sectionSchema(full, section)));
      perSection.set(section, check);
      return check(value);
    },
    withDefaults: (values) => withDefaults(marks, values),
    split: (values) => splitSections(full, values),
    join: joinSections,
    recordKey: (publisher, identity) => recordKey(marks, name, publisher, identity),
    orderValue: (identity) => (orderField === undefined ? null : orderOf(identity[orderField])),
    businessTime: (identity) => (timeField === undefined ? null : timeOf(identity[timeField])),
    subjects: (identity, publisher) => subjectsOf(marks, identity, publisher),
    facets: (identity) => facetsOf(marks, identity),
    texts: textsOf,
  };
}

function withDefaults(schema: KindSchema, values: JsonObject): JsonObject {
  const defaults: Record<string, JsonValue> = {};
  for (const [field, property] of Object.entries(schema.properties)) {
    if (property.default !== undefined && values[field] === undefined) defaults[field] = property.default;
  }
  return { ...values, ...defaults };
}

/** An order is an integer (a version), a timestamp, or the end of a period, which is exclusive. */
function orderOf(value: JsonValue | undefined): bigint | null {
  if (typeof value === 'number') return BigInt(value);
  if (typeof value === 'object' && value !== null && 'end' in value) return timeOf(value.end);
  return timeOf(value);
}

/** A day counts from its first moment in UTC; a period from its start. */
function timeOf(value: JsonValue | undefined): Instant | null {
  if (typeof value === 'string') {
    return value.includes('T') ? parseInstant(value) : BigInt(parseDate(value)) * nanosPerDay;
  }
  return typeof value === 'object' && value !== null && 'start' in value ? timeOf(value.start) : null;
}
