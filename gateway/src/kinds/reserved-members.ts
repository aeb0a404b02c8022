// SPDX-License-Identifier: Apache-2.0
import type { KindSchema, PropertySchema } from './kind-schema.js';

const text = (maxLength: number) => ({
  type: 'string',
  minLength: 1,
  maxLength,
  'x-section': 'identity' as const,
});

/**
 * Members that the identity of every kind may hold beside its own: which record this one corrects, why, and a
 * remark of the publisher. A kind never declares them itself.
 */
const RESERVED: Readonly<Record<string, PropertySchema>> = {
  corrects: {
    type: 'string',
    pattern: '^[0-9a-f]{64}\\.(?:0|[1-9]\\d{0,4})$',
    'x-section': 'identity',
    'x-title': { zh: '更正的记录', en: 'Corrects' },
  } as PropertySchema,
  reason: { ...text(200), 'x-title': { zh: '更正原因', en: 'Reason' } },
  note: { ...text(1_000), 'x-title': { zh: '备注', en: 'Note' } },
};

/** Names of the reserved members. */
export const RESERVED_MEMBERS: readonly string[] = Object.keys(RESERVED);

/** The schema of a kind together with the reserved members: what a whole record is checked against. */
export function withReservedMembers(schema: KindSchema): KindSchema {
  const correction = { corrects: ['reason'], reason: ['corrects'] };
  const dependentRequired = RESERVED_MEMBERS.some((name) => Object.hasOwn(schema.properties, name))
    ? {}
    : { dependentRequired: { ...correction, ...schema.dependentRequired } };
  return { ...schema, ...dependentRequired, properties: { ...RESERVED, ...schema.properties } };
}
