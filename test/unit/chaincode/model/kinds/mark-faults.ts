// SPDX-License-Identifier: Apache-2.0
import { section, type KindSchema, type PropertySchema } from '@chainshare/chaincode/model';

const rootMarks = [
  'x-title',
  'x-help',
  'x-key',
  'x-order',
  'x-time',
  'x-default-sections',
  'x-snapshot',
  'x-inline',
];

const propertyMarks = [
  'x-section',
  'x-title',
  'x-help',
  'x-party',
  'x-exclusive',
  'x-subject',
  'x-code',
  'x-unit',
  'x-item-key',
];

/** Every mark that a schema may have. */
export const declaredMarks = [...new Set([...rootMarks, ...propertyMarks])];

/** Every schema below a property, the property itself left out. */
export function below(value: object): object[] {
  return Object.values(value).flatMap((part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part) ? [part, ...below(part)] : [],
  );
}

/** Marks that nobody declared or that stand where they mean nothing, and key fields outside identity. */
export function markFaults(kind: KindSchema): string[] {
  const properties = Object.entries(kind.properties);
  return [
    ...strangeMarks(kind, rootMarks),
    ...properties.flatMap(([name, property]) => propertyFaults(property).map((fault) => `${name}: ${fault}`)),
    ...identityFaults(kind),
  ];
}

function strangeMarks(value: object, declared: readonly string[]): string[] {
  return Object.keys(value).filter((name) => name.startsWith('x-') && !declared.includes(name));
}

function propertyFaults(property: PropertySchema): string[] {
  return [
    ...strangeMarks(property, propertyMarks),
    ...below(property).flatMap((part) => strangeMarks(part, [])),
  ];
}

function identityFaults(kind: KindSchema): string[] {
  const subjects = Object.entries(kind.properties).filter(
    ([, property]) => property['x-subject'] !== undefined,
  );
  const order = [kind['x-order'], kind['x-time']].filter((name) => name !== undefined);
  return [...kind['x-key'], ...order, ...subjects.map(([name]) => name)]
    .filter((name) => section(kind, name) !== 'identity')
    .map((name) => `${name} is not in identity`);
}
