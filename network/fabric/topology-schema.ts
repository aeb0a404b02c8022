// SPDX-License-Identifier: Apache-2.0

const MSP_ID = { type: 'string', pattern: '^[A-Za-z0-9.-]{1,64}$' } as const;
const HOST = { type: 'string', minLength: 1, maxLength: 253 } as const;
const PORT = { type: 'integer', minimum: 1024, maximum: 65535 } as const;

/** JSON Schema of a topology file. Unknown keys are refused, so that a misspelt setting is never silently ignored. */
export const TOPOLOGY_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['channel', 'fabric', 'orderers', 'organisations'],
  properties: {
    // Fabric's own rule for channel names.
    channel: { type: 'string', pattern: '^[a-z][a-z0-9.-]{0,248}$' },
    fabric: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+$' },
    block: {
      type: 'object',
      additionalProperties: false,
      properties: {
        timeout: { type: 'string', pattern: '^[1-9]\\d*(ms|s)$' },
        maxMessages: { type: 'integer', minimum: 1, maximum: 10_000 },
      },
    },
    orderers: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'organisation', 'host'],
        properties: { id: MSP_ID, organisation: MSP_ID, host: HOST, port: PORT },
      },
    },
    organisations: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['id'],
        properties: {
          id: MSP_ID,
          peers: { type: 'integer', minimum: 1, maximum: 4 },
          host: HOST,
          gateway: { const: true },
          member: { type: 'object' },
        },
      },
    },
    // A first port, or the word.
    ports: { ...PORT, type: ['integer', 'string'], pattern: '^auto$' },
    // The word, or where the others are: each rule holds for values of its own type.
    certificates: {
      type: ['string', 'object'],
      pattern: '^own$',
      additionalProperties: false,
      required: ['dir'],
      properties: {
        dir: { type: 'string', minLength: 1 },
        of: { type: 'array', minItems: 1, uniqueItems: true, items: MSP_ID },
      },
    },
    // The only choice so far, like `gateway` above: what has no effect yet is refused, not ignored.
    chaincode: {
      type: 'object',
      additionalProperties: false,
      properties: { tls: { const: false } },
    },
  },
} as const;
