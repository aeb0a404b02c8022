// SPDX-License-Identifier: Apache-2.0
import { directions, parseInstant, roles, type JsonObject } from '@chainshare/chaincode/model';
import type { Onward } from '../services.js';

const nanosPerSecond = 1_000_000_000n;

/** JSON Schema of a permission to pass on, in policies and in calls that publish. */
export const ONWARD_SCHEMA: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['direction', 'roles'],
  properties: {
    direction: { type: 'string', enum: [...directions] },
    roles: {
      type: 'array',
      minItems: 1,
      maxItems: roles.length,
      uniqueItems: true,
      items: { type: 'string', enum: [...roles] },
    },
    until: { type: 'string', format: 'date-time' },
  },
};

/** Reads a permission to pass on that meets the schema; the header of a publication counts in whole seconds. */
export function readOnward(value: JsonObject): Onward {
  const until = value['until'];
  return {
    direction: value['direction'] as Onward['direction'],
    roles: [...(value['roles'] as readonly string[])].sort(),
    until: typeof until === 'string' ? Number(parseInstant(until) / nanosPerSecond) : null,
  };
}
