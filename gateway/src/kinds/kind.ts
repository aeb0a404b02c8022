// SPDX-License-Identifier: Apache-2.0
import {
  kindId,
  kindRules,
  parseDate,
  recordKey,
  sections,
  systemKinds,
  textFaults,
  withDefaults,
  type Instant,
  type JsonObject,
  type JsonValue,
  type KeyNames,
  type KindSchema,
  type Section,
} from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import { aliasesOf, masterSortOf, type Alias } from './aliases.js';
import { facetFieldsOf, facetsOf, textsOf, type Facet } from './facets.js';
import { globalName } from './global-name.js';
import { readInstant } from './instant.js';
import { joinSections, sectionSchema, splitSections, type SectionValues } from './sections.js';
import { subjectFieldsOf, subjectsOf } from './subjects.js';
import { newValidator, type Validate } from './validator.js';

/** One kind of record, ready to be used: everything that the product knows of it comes from its schema. */
export interface Kind {
  readonly name: string;
  /** Major version of the schema, as a header states it. */
  readonly schema: number;
  /** Kinds of the gateways themselves: nobody publishes them by hand, and no list shows them unasked. */
  readonly system: boolean;
  /** The marked schema, self-contained. */
  readonly marks: KindSchema;
  /** The same as the plain JSON document that is served. */
  readonly document: JsonObject;
  /** Sections that the kind has fields in, in the order of sealing. */
  readonly sections: readonly Section[];
  /** What a party named by a record receives when nothing else is said. */
  readonly defaultSections: readonly Section[];
  /** Fields that name enterprises. */
  readonly partyFields: readonly string[];
  /** Fields that reserve a record for the enterprise they name. */
  readonly exclusiveFields: readonly string[];
  /** Every fault of a whole record that its schema can see. */
  validate(values: JsonObject): readonly Fault[];
  /** Every fault beyond the schema, of a record that the schema accepts and whose parties are MSP IDs. */
  ruleFaults(values: JsonObject, publisher: string): readonly Fault[];
  /** Every fault of one opened section, for a reader who may not hold the others. */
  validateSection(section: Section, value: JsonObject): readonly Fault[];
  /** The values with their defaults, and with what follows from them and from who publishes them. */
  complete(values: JsonObject, publisher: string): JsonObject;
  split(values: JsonObject): SectionValues;
  join(parts: Partial<Record<Section, JsonObject>>): JsonObject;
  /** The key under which the newest record is current, lower-case hex. */
  recordKey(publisher: string, identity: JsonObject): string;
  /** What orders records of one key: nanoseconds of a time, or an integer; null where the kind has no order. */
  orderValue(identity: JsonObject): bigint | null;
  /** When it was so in the world, as `from` and `until` of a query compare it; null where nothing says. */
  businessTime(identity: JsonObject): Instant | null;
  subjects(identity: JsonObject, publisher: string): readonly string[];
  /** Names that the record gives to a thing of its publisher; none unless the kind is master data. */
  aliases(identity: JsonObject, publisher: string): readonly Alias[];
  facets(identity: JsonObject): readonly Facet[];
  texts(values: JsonObject): readonly string[];
}

const nanosPerDay = 86_400_000_000_000n;

/** Parties are MSP IDs by the time a key is made of them; a code may be written in several ways. */
const KEY_NAMES: KeyNames = { party: (text) => text, code: (text) => globalName(text) ?? text };

/** Builds a kind from its marked schema. */
export function newKind(marks: KindSchema): Kind {
  const { name, major } = kindId(marks);
  const rules = kindRules(name, marks);
  const document = marks as unknown as JsonObject;
  const perSection = new Map<Section, Validate>();
  const properties = Object.entries(marks.properties);
  const marked = (mark: 'x-party' | 'x-exclusive') =>
    properties.filter(([, property]) => property[mark] === true).map(([field]) => field);
  const facetFields = facetFieldsOf(marks);
  const subjectFields = subjectFieldsOf(marks);
  const masterSort = masterSortOf(name, marks);
  const orderField = marks['x-order'];
  const timeField = marks['x-time'] ?? orderField;
  return {
    name,
    schema: major,
    system: (systemKinds as readonly string[]).includes(name),
    marks,
    document,
    sections: sections.filter((section) => properties.some(([, it]) => it['x-section'] === section)),
    defaultSections: marks['x-default-sections'],
    partyFields: marked('x-party'),
    exclusiveFields: marked('x-exclusive'),
    validate: newValidator(document),
    ruleFaults: (values, publisher) => [...rules.faults(values, publisher), ...textFaults(marks, values)],
    validateSection(section, value) {
      const check = perSection.get(section) ?? newValidator(sectionSchema(marks, section));
      perSection.set(section, check);
      return check(value);
    },
    complete: (values, publisher) => rules.complete(withDefaults(marks, values), publisher),
    split: (values) => splitSections(marks, values),
    join: joinSections,
    recordKey: (publisher, identity) => recordKey(marks, publisher, identity, KEY_NAMES),
    orderValue: (identity) => (orderField === undefined ? null : orderOf(identity[orderField])),
    businessTime: (identity) => (timeField === undefined ? null : timeOf(identity[timeField])),
    subjects: (identity, publisher) => subjectsOf(subjectFields, identity, publisher),
    aliases: (identity, publisher) =>
      masterSort === undefined ? [] : aliasesOf(masterSort, identity, publisher),
    facets: (identity) => facetsOf(facetFields, identity),
    texts: textsOf,
  };
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
    return value.includes('T') ? readInstant(value) : BigInt(parseDate(value)) * nanosPerDay;
  }
  return typeof value === 'object' && value !== null && 'start' in value ? timeOf(value.start) : null;
}
