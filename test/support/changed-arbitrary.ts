// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { isJsonObject, type JsonValue } from '@chainshare/chaincode/model';
import { anyJson } from './schema-arbitrary.js';

type Path = readonly (string | number)[];

/** Values of another arbitrary, each with one of its parts replaced by any JSON. */
export function changedArbitrary(values: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonValue> {
  return fc.tuple(values, fc.nat(), anyJson).map(([value, pick, other]) => {
    const paths = pathsIn(value);
    return replaced(value, paths[pick % paths.length] ?? [], other);
  });
}

/** Where the parts of a value stand; the value itself first. */
function pathsIn(value: JsonValue): readonly Path[] {
  const members: readonly (readonly [string | number, JsonValue])[] = Array.isArray(value)
    ? [...(value as readonly JsonValue[]).entries()]
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  return [[], ...members.flatMap(([name, inner]) => pathsIn(inner).map((path) => [name, ...path]))];
}

function replaced(value: JsonValue, [first, ...rest]: Path, other: JsonValue): JsonValue {
  if (first === undefined) return other;
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).map((item, i) =>
      i === first ? replaced(item, rest, other) : item,
    );
  }
  if (!isJsonObject(value)) return value;
  const inner = value[first];
  return inner === undefined ? value : { ...value, [first]: replaced(inner, rest, other) };
}
