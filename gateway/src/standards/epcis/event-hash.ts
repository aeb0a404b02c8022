// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, sha256Hex, type JsonObject, type JsonValue } from '@chainshare/chaincode/model';
import { HASH_ORDER, NOT_HASHED, type HashedMember } from './hash-order.js';
import { hashTime, hashValue } from './hash-value.js';
import { expandedName, namespacesOf, type Namespaces } from './namespaces.js';

/**
 * The hash by which an event without number of its own is named (CBV 2.0, section 8.9): equal for everybody who has
 * the event, in whatever form he writes its names, words and times.
 *
 * @param context - the `@context` of the document that the event stands in
 * @returns a named-information URI (RFC 6920)
 */
export function eventHash(event: JsonObject, context?: JsonValue): string {
  const text = preHash(event, namespacesOf(context, event['@context']));
  return `ni:///sha-256;${sha256Hex(text)}?ver=CBV2.0`;
}

/** The text that is hashed: the standard members in their order, then everything else, sorted. */
export function preHash(event: JsonObject, namespaces: Namespaces): string {
  const standard = HASH_ORDER.map((member) => memberText(event[member.name], member)).join('');
  return `eventType=${hashValue(event['type'] ?? '')}${standard}${extensionText(event, namespaces)}`;
}

function memberText(value: JsonValue | undefined, member: HashedMember): string {
  const { name, item, unnamed } = member;
  const values = listOf(value);
  if (item === undefined) return sorted(values.map((one) => named(name, one, member)));
  const inner = sorted(values.map((one) => named(item, one, member)));
  return inner === '' || unnamed === true ? inner : name + inner;
}

function named(name: string, value: JsonValue, { members, vocabulary, isTime }: HashedMember): string {
  if (members !== undefined) {
    if (!isJsonObject(value)) return '';
    const inner = members.map((member) => memberText(value[member.name], member)).join('');
    return inner === '' ? '' : name + inner;
  }
  const text = isTime === true ? hashTime(value) : hashValue(value, vocabulary);
  return text === '' ? '' : `${name}=${text}`;
}

/** Extensions of the event, and those inside of its standard members after the name of each. */
function extensionText(event: JsonObject, namespaces: Namespaces): string {
  const texts = Object.entries(event)
    .filter(([name]) => !NOT_HASHED.has(name))
    .flatMap(([name, value]) => {
      const standard = HASH_ORDER.find((member) => member.name === name);
      return standard === undefined
        ? listOf(value).map((one) => genericText(name, one, namespaces))
        : [insideText(value, standard, namespaces)];
    });
  return sorted(texts);
}

/** What a standard member holds beyond its standard members. */
function insideText(value: JsonValue | undefined, member: HashedMember, namespaces: Namespaces): string {
  const { name, item, members } = member;
  if (members === undefined) return '';
  return sorted(
    listOf(value).map((one) => {
      if (!isJsonObject(one)) return '';
      const texts = Object.entries(one).flatMap(([inner, innerValue]) => {
        const known = members.find((it) => it.name === inner);
        return known === undefined
          ? listOf(innerValue).map((it) => genericText(inner, it, namespaces))
          : [insideText(innerValue, known, namespaces)];
      });
      const text = sorted(texts);
      return text === '' ? '' : (item ?? name) + text;
    }),
  );
}

function genericText(name: string, value: JsonValue, namespaces: Namespaces): string {
  if (NOT_HASHED.has(name) && name !== 'type') return '';
  const full = expandedName(name, namespaces);
  if (!isJsonObject(value)) {
    if (Array.isArray(value))
      return (
        full +
        membersText(
          value.map((one) => ['', one as JsonValue]),
          namespaces,
        )
      );
    const text = hashValue(value);
    return text === '' ? full : `${full}=${text}`;
  }
  return full + membersText(Object.entries(value), namespaces);
}

function membersText(members: readonly (readonly [string, JsonValue])[], namespaces: Namespaces): string {
  return sorted(
    members.flatMap(([name, value]) => listOf(value).map((one) => genericText(name, one, namespaces))),
  );
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
}

/** By the order of their characters' code points, as UTF-8 sorts them. */
function sorted(texts: readonly string[]): string {
  const filled = texts.filter((text) => text !== '').map((text) => Buffer.from(text, 'utf8'));
  return Buffer.concat(filled.sort((a, b) => Buffer.compare(a, b))).toString('utf8');
}
